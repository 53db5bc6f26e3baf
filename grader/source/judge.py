"""The rules on a submission's text, judged: one verdict a rule. Text and trace are both claims."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from grader.model.message import Message
from grader.model.record import Trace
from grader.model.result import Verdict
from grader.model.spec import Demand
from grader.source.match import listed
from grader.source.reach import Reached, reach
from grader.source.rule import names_in
from grader.source.text import UnreadableError, read

PATH = "source"
Judge = Callable[[object, Reached, Trace | None], Message | None]


def judge_source(
    demands: tuple[Demand, ...],
    files: tuple[tuple[str, bytes], ...],
    names: tuple[str, ...],
    trace: Trace | None,
    judges: dict[str, Judge],
) -> tuple[Verdict, ...]:
    """A verdict for each of ``demands`` on the function or class ``names`` of ``files``. Never raises for a text."""
    if not demands:
        return ()
    found = _look(files, names)
    verdicts = []
    for demand in demands:
        message = found if isinstance(found, Message) else judges[demand.name](demand.argument, found, trace)
        verdicts.append(Verdict(PATH, demand.name, message, claimed=True, expected=_written(demand), line=demand.line))
    return tuple(verdicts)


def _written(demand: Demand) -> str:
    if isinstance(demand.argument, dict):
        return ", ".join(f"{word}: {amount}" for word, amount in demand.argument.items())
    return listed(names_in(demand.argument))


# The exercises of one submission follow each other, and each case asks for the same.
@lru_cache(maxsize=16)
def _look(files: tuple[tuple[str, bytes], ...], names: tuple[str, ...]) -> Reached | Message:
    try:
        return reach(tuple(read(name, content) for name, content in files), names)
    except UnreadableError as error:
        return Message("source.unreadable", {"file": error.file, "reason": error.reason})
    except RecursionError:
        return Message("source.unreadable", {"file": files[0][0], "reason": "it is nested too deep"})
