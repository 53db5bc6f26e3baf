"""`only`: of torch nothing but these functions and methods may be called.

A puzzle that must be solved with `arange` and `where` alone says so in one line. Arithmetic, comparisons, indexing and
questions about the form (`x.size(0)`, `x.dim()`) are always free; `@` counts as `matmul`. Whether a method such as
`split` is a tensor's or a text's the text does not tell: that is left to the trace.
"""

from __future__ import annotations

from grader.model.message import Message
from grader.model.record import Trace
from grader.source.match import is_left_to_trace, last, listed, means, quoted, unread
from grader.source.reach import Reached, Use
from grader.source.rule import NAMES, Rule, names_in
from grader.source.vocabulary import FORM, METHODS, OPERATORS, PLAIN

_FREE = "arithmetic and indexing"


def judge(argument: object, reached: Reached, trace: Trace | None) -> Message | None:
    names = names_in(argument)
    uses = [use for use in reached.uses if _is_torch(use) and not is_left_to_trace(use, reached, trace)]
    others = [use for use in uses if not any(means(name, use.name) for name in names)]
    if others:
        parameters = {"others": listed(use.name for use in others), "places": quoted(use.place for use in others)}
        return Message("only.written", {"names": listed(names) or _FREE, **parameters})
    called = [call for call in (trace.calls if trace else ()) if _counts(call) and not _is_allowed(call, names)]
    if called:
        return Message("only.called", {"names": listed(names) or _FREE, "others": listed(called)})
    hidden = unread(reached, trace)
    return Message("only.hidden", {"places": quoted(use.place for use in hidden)}) if hidden else None


def _is_torch(use: Use) -> bool:
    name = last(use.name)
    if name in FORM or use.how not in ("call", "mention"):
        return False
    if use.name.startswith("."):
        return name in METHODS - PLAIN
    return use.name.startswith(("torch.", "Tensor."))


def _counts(call: str) -> bool:
    """Whether a traced call is one that a text would have written out."""
    name = last(call)
    is_operator = call.startswith("Tensor.") and (name in OPERATORS or name.startswith("__"))
    return call.startswith(("torch.", "Tensor.")) and not is_operator and name not in FORM


def _is_allowed(call: str, names: tuple[str, ...]) -> bool:
    """Torch gives one function several names, so that the last part of a name is enough."""
    return any(means(name, call) or last(name) in (last(call), "*") for name in names)


RULE = Rule(
    name="only",
    summary="all that may be called of torch",
    schema=NAMES,
    judge=judge,
    messages={
        "only.written": "of torch only {names} may be used here, not {others}: {places}",
        "only.called": "of torch only {names} may be used here: the text does not show {others}, but it was called",
        "only.hidden": "what this calls cannot be read; write the names of functions out: {places}",
    },
    example="""\
- id: outer
  call: outer
  let: {N: 2..6, M: 2..6}
  given: {a: {randn: [N]}, b: {randn: [M]}}
  source: {only: [unsqueeze]}
""",
)
