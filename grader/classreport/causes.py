"""Why an exercise was not passed, in few words, and which of these stand together where there is little room."""

from __future__ import annotations

from collections.abc import Mapping

from grader.gradebook.standing import Mark
from grader.model.result import Cause, Outcome

WORDS: Mapping[Cause, str] = {
    Cause.WRONG: "another answer",
    Cause.NOT_IMPLEMENTED: "not written",
    Cause.EXCEPTION: "stopped with an exception",
    Cause.IMPORT: "the file could not be imported",
    Cause.TIMEOUT: "took too long",
    Cause.MEMORY: "needed too much memory",
    Cause.CRASH: "its process died",
    Cause.OUTPUT: "printed too much",
    Cause.FORBIDDEN: "tried what is not allowed",
    Cause.PROTOCOL: "its process sent what no honest one sends",
    Cause.NEEDS: "waits for another exercise",
    Cause.UNAVAILABLE: "this machine lacks what it needs",
    Cause.REFERENCE: "the reference solution failed",
    Cause.CONFINEMENT: "its process could not be confined",
    Cause.MACHINE: "the machine would not do its part",
    Cause.INTERRUPTED: "grading was interrupted",
    Cause.WITHDRAWN: "withdrawn, so everybody has its points",
}
PASSED, UNGRADED = "passed", "not graded"
# The columns of a chart, in their order. What is here nowhere is passed, or not graded.
GROUPS: Mapping[str, tuple[Cause, ...]] = {
    "wrong\nanswer": (Cause.WRONG,),
    "not\nwritten": (Cause.NOT_IMPLEMENTED,),
    "error": (Cause.EXCEPTION, Cause.IMPORT, Cause.CRASH),
    "took\ntoo long": (Cause.TIMEOUT,),
    "too\nlarge": (Cause.MEMORY, Cause.OUTPUT),
    "not\nallowed": (Cause.FORBIDDEN, Cause.PROTOCOL),
    "waits for\nanother": (Cause.NEEDS,),
    "not here": (Cause.UNAVAILABLE,),
}
_GROUP_OF = {cause: group for group, causes in GROUPS.items() for cause in causes}


def group_of(mark: Mark) -> str:
    """The column in which a mark is counted."""
    if mark.outcome is Outcome.PASSED:
        return PASSED
    if mark.score is None or mark.outcome is Outcome.UNGRADED or mark.cause is None:
        return UNGRADED
    return _GROUP_OF.get(mark.cause, UNGRADED)


def words_of(mark: Mark) -> str:
    return WORDS[mark.cause] if mark.cause is not None else str(mark.outcome)
