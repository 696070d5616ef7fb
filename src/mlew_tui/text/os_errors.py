"""Translated texts for the most common errors of the operating system."""

import errno

from mlew_tui.i18n import mark, tr

_REASONS = {
    errno.ENOSPC: mark("there is no space left on the disk"),
    errno.EDQUOT: mark("the disk space allowed to you is used up"),
    errno.EFBIG: mark("the file is larger than this disk allows"),
    errno.EROFS: mark("the disk can only be read"),
    errno.EACCES: mark("permission is missing"),
    errno.EPERM: mark("permission is missing"),
    errno.EIO: mark("the disk does not answer as it should"),
    errno.ENOENT: mark("the file or folder is not there"),
    errno.ENOTDIR: mark("the file or folder is not there"),
    errno.EISDIR: mark("there is a folder of that name"),
    errno.ENAMETOOLONG: mark("the name is too long"),
    errno.ELOOP: mark("the link leads back to itself"),
    errno.EBUSY: mark("another program is using it"),
    errno.ETXTBSY: mark("another program is using it"),
    errno.EMFILE: mark("too many files are open"),
    errno.ENFILE: mark("too many files are open"),
    errno.ENOLCK: mark("the folder knows no locks"),
    errno.ENOSYS: mark("the folder knows no locks"),
    errno.EOPNOTSUPP: mark("the folder knows no locks"),
}


def describe_os_error(error: OSError) -> str:
    """Return the cause of an error in the current language; rare errors keep the text of the system."""
    usual = _REASONS.get(error.errno or 0)
    return (error.strerror or str(error)) if usual is None else tr(usual)
