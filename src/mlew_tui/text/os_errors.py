"""Words for the errors of the operating system that people meet most."""

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


def reason(error: OSError) -> str:
    """Return why the system refused, in the current language; unusual errors in the system's own words."""
    usual = _REASONS.get(error.errno or 0)
    return (error.strerror or str(error)) if usual is None else tr(usual)
