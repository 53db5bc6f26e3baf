"""What is told of a notebook's cells that failed or did not finish, in sentences without an end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from grader.model.origin import EXECUTED, Part
from grader.model.record import Frame, Raised
from grader.model.result import Cause
from grader.sandbox import Fate, Source

_MOST = 5
_LONGEST = 120
_REST = "of it only imports, functions, classes and constants were run"
_NOTHING = "nothing of it was run"
_ENDS = {
    Cause.CRASH: "ended Python",
    Cause.MEMORY: "used too much memory",
    Cause.OUTPUT: "printed too much",
}


def with_cells(source: Source) -> Source:
    """``source`` with notes on what became of its cells in the children that were asked."""
    notes = [_note(each) for each in source.ledger.fates]
    if len(notes) > _MOST:
        notes = [*notes[:_MOST], f"{len(notes) - _MOST} more cells failed or did not finish"]
    return replace(source, notes=(*source.notes, *_late(source), *notes))


def _late(source: Source) -> Iterator[str]:
    ledger = source.ledger
    if ledger.is_over:
        files = " and ".join(f"`{name}`" for name in dict.fromkeys(each.file for each in source.parts))
        what = (
            f"did not finish within {ledger.late:g} s together" if ledger.late else "came to no end in too many places"
        )
        yield f"the cells of {files} {what}, and only their imports, functions, classes and constants were run"


def _note(fate: Fate) -> str:
    where, why = _where(fate.part), fate.why
    if isinstance(why, Raised):
        return f"{where} stopped{_line(why)} with `{_said(why)}`, and the other cells were run"
    what = _ENDS.get(why.cause, f"did not finish within {fate.seconds:g} s")
    return f"{where} {what}: {_REST if fate.defines else _NOTHING}, and the other cells were run"


def _where(part: Part) -> str:
    return f"`In [{part.cell}]`" if part.file == EXECUTED else f"cell {part.cell} of `{part.file}`"


def _line(why: Raised) -> str:
    frame: Frame | None = why.frames[0] if why.frames else None
    return "" if frame is None or frame.spot is None else f" in line {frame.spot.line}"


def _said(why: Raised) -> str:
    text = " ".join(f"{why.type}: {why.text}".split()).replace("`", "'").rstrip(":")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
