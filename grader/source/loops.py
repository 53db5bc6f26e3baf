"""`loops: false`: neither a `for` nor a `while`, a comprehension, recursion or `map`.

What tensors do in one operation is a hundred times as fast as the loop that beginners write. Every loop of the function
and its helpers is quoted; `map`, `filter`, `reduce` and the methods `apply_` and `map_` are loops too.
"""

from __future__ import annotations

from grader.model.message import Message
from grader.model.record import Trace
from grader.source.match import last, quoted
from grader.source.reach import Reached
from grader.source.rule import Rule

_CALLS = frozenset(("map", "filter", "functools.reduce", "numpy.vectorize", ".apply_", ".map_"))
_MODULE = "itertools."


def judge(argument: object, reached: Reached, trace: Trace | None) -> Message | None:  # noqa: ARG001 (text alone)
    if argument is not False:
        return None
    found = [
        *reached.loops,
        *((last(use.name), use.place) for use in reached.uses if use.name in _CALLS or use.name.startswith(_MODULE)),
    ]
    if not found:
        return None
    found.sort(key=lambda each: (each[1].text.name, each[1].line))
    return Message("loops.found", {"places": quoted((f"{place} ({what})" for what, place in found), most=8)})


RULE = Rule(
    name="loops",
    summary="no loops: neither `for` nor `while`, comprehensions, recursion or `map`",
    schema={"const": False, "description": "`false`."},
    judge=judge,
    messages={"loops.found": "no loops here; let one operation work on the whole tensor: {places}"},
    example="""\
- id: row-sums
  call: row_sums
  let: {N: 2..6, D: 2..6}
  given: {x: {randn: [N, D]}}
  source: {loops: false}
""",
)
