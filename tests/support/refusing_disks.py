"""Disks that refuse: folders of somebody who is not root, and a disk that is full."""

import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def an_ordinary_users_folder() -> Iterator[Path]:
    """Give a folder of somebody who is not root, and be that person meanwhile: root may write anywhere."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() != 0 or sys.platform != "linux":
            yield folder
            folder.chmod(0o700)
            return
        os.chown(folder, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield folder
        finally:
            os.setresuid(0, 0, 0)


@contextmanager
def a_disk_that_takes_only(size: int) -> Iterator[None]:
    """Have every file end at this many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def listing(folder: Path) -> list[str]:
    """Return the names in a folder, hidden ones too, but for the home of the tests."""
    return sorted(entry.name for entry in folder.iterdir() if entry.name != "home")
