"""What the program mends in a file on request, and only then; what was there is kept beside it."""

from pathlib import Path

from mlew_tui.diagnosis import encoding
from mlew_tui.diagnosis.examine import examine
from mlew_tui.diagnosis.file_report import FileReport
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import atomic_write, document


def converted(path: Path) -> Path | None:
    """Rewrite a file of another encoding as UTF-8 and return where the original is kept; None if it is UTF-8.

    Raises InvalidFileError where the encoding is unknown, WriteError where the folder takes no file.
    """
    data = encoding.read_bytes(path)
    decoded = encoding.decode(path, data)
    if decoded.encoding is None:
        raise InvalidFileError(decoded.problems)
    if decoded.encoding == "utf-8":
        return None
    original = _keep(path, data, decoded.encoding)
    atomic_write.write(path, decoded.text.removeprefix("\ufeff").encode())
    return original


def capped(path: Path) -> tuple[Path, int] | None:
    """Lower every score to its criterion's weight; return where the original is kept and how many, or None.

    Raises InvalidFileError when the file has other problems: those are for people to mend first.
    """
    data = encoding.read_bytes(path)
    found = examine(path, data)
    if found.workshop is not None:
        return None
    others = tuple(problem for problem in found.problems if problem.kind != "score-over-weight")
    if others:
        raise InvalidFileError(others)
    workshop, count = _capped(found)
    original = _keep(path, data, "uncapped")
    body = found.text.removeprefix("\ufeff")
    mark = found.text[: len(found.text) - len(body)]
    atomic_write.write(path, (mark + document.render(workshop, body)).encode())
    return original, count


def _capped(found: FileReport) -> tuple[Workshop, int]:
    """Return the workshop with every score at most its weight, and how many were lowered."""
    tree = found.tree
    weights = {criterion["id"]: criterion.get("weight", 1) for criterion in tree.get("criteria", ())}
    count = 0
    scores: dict[str, dict[str, dict[str, float]]] = {}
    for person, sheet in tree["scores"].items():
        scores[person] = {}
        for case, row in sheet.items():
            scores[person][case] = {k: min(points, weights.get(k, points)) for k, points in row.items()}
            count += sum(points > weights.get(k, points) for k, points in row.items())
    return Workshop.model_validate({**tree, "scores": scores}), count


def _keep(path: Path, data: bytes, why: str) -> Path:
    """Write the original beside the file under a name that is free."""
    number = 1
    while (original := atomic_write.beside(path, f".{why}{'' if number == 1 else number}{path.suffix}")).exists():
        number += 1
    atomic_write.write(original, data)
    return original
