"""The file in which a console publishes its place within a step, for the wall to follow."""

import contextlib
import json
import os
from pathlib import Path

from mlew_tui.model.presence import Presence


class PresenceFile:
    """The presence file of one workshop. File errors are ignored: the workshop does not depend on it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._written = b""

    def write(self, presence: Presence) -> None:
        """Write the presence if it differs from the last write; not synced, because a crash makes it useless."""
        data = json.dumps(vars(presence)).encode()
        with contextlib.suppress(OSError):
            if data == self._written and self.path.exists():
                return
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            temp = self.path.with_name(f"{self.path.name}.{os.getpid()}")
            temp.write_bytes(data)
            temp.replace(self.path)
            self._written = data

    def read(self) -> Presence | None:
        """Return the last written presence; None without a file or if another version of the program wrote it."""
        data = self._read_bytes()
        try:
            return None if data is None else Presence.model_validate_json(data)
        except ValueError:
            return None

    def remove(self) -> None:
        """Remove the file when the console closes."""
        with contextlib.suppress(OSError):
            self.path.unlink()

    def _read_bytes(self) -> bytes | None:
        try:
            return self.path.read_bytes()
        except OSError:
            return None
