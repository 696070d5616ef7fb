"""What a console's hand holds at this moment, left for the wall: what the room sees of it is not in the workshop."""

import contextlib
import json
import os
from pathlib import Path

from mlew_tui.model.presence import Presence


class PresenceFile:
    """Where a console leaves that for one workshop; never in the way of the workshop, so failures are let go."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._left = b""

    def leave(self, live: Presence) -> None:
        """Replace what was left, unless it is the same; nothing is synced, for after a crash it is worth nothing."""
        data = json.dumps(vars(live)).encode()
        with contextlib.suppress(OSError):
            if data == self._left and self.path.exists():
                return
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            temp = self.path.with_name(f"{self.path.name}.{os.getpid()}")
            temp.write_bytes(data)
            temp.replace(self.path)
            self._left = data

    def found(self) -> Presence | None:
        """Return what a console left last; None when it is gone, or was of another version of the program."""
        data = self._read()
        try:
            return None if data is None else Presence.model_validate_json(data)
        except ValueError:
            return None

    def remove(self) -> None:
        """Leave nothing: the console goes."""
        with contextlib.suppress(OSError):
            self.path.unlink()

    def _read(self) -> bytes | None:
        try:
            return self.path.read_bytes()
        except OSError:
            return None
