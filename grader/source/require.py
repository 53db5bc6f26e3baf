"""`require`: functions and methods that must be used.

The same result can often be had in many ways, and an exercise may be about one of them. The name must stand in the
text, in the function or a helper; and where a trace can see it, it must really have been called: a line that is never
reached does not count.
"""

from __future__ import annotations

from grader.model.message import Message
from grader.model.record import Trace
from grader.source.match import is_seen, listed, means, quoted, was_called
from grader.source.reach import Reached, Use
from grader.source.rule import NAMES, Rule, names_in

# Of a class, only what is in these runs in the call that is traced; it is built before.
_CALLED = ("forward", "__call__")


def judge(argument: object, reached: Reached, trace: Trace | None) -> Message | None:
    names = names_in(argument)
    found = {name: [use for use in reached.uses if means(name, use.name)] for name in names}
    missing = [name for name in names if not found[name]]
    if missing:
        called = [name for name in missing if trace is not None and any(means(name, call) for call in trace.calls)]
        if called == missing:
            return Message("require.called", {"names": listed(called)})
        return Message("require.missing", {"names": listed(name for name in missing if name not in called)})
    idle = [name for name in names if trace and _is_in_call(found[name], reached) and is_seen(name)]
    idle = [name for name in idle if trace and not was_called(name, trace)]
    if idle:
        places = quoted(use.place for name in idle for use in found[name])
        return Message("require.uncalled", {"names": listed(idle), "places": places})
    return None


def _is_in_call(uses: list[Use], reached: Reached) -> bool:
    """Whether one of ``uses`` stands where the traced call should come by."""
    if any(node.__class__.__name__ == "ClassDef" for node, _ in reached.found):
        return any(use.place.function in _CALLED for use in uses)
    return any(use.place.function not in ("", "__init__") for use in uses)


RULE = Rule(
    name="require",
    summary="functions and methods that must be used",
    schema=NAMES,
    judge=judge,
    messages={
        "require.missing": "{names} should be used here, and the text does not",
        "require.called": "{names} was called, but the text does not show it: write the name out",
        "require.uncalled": "{names} stands in the text, but was not called: {places}",
    },
    example="""\
- id: pairwise
  call: pairwise
  let: {N: 2..6, M: 2..6, D: 2..4}
  given: {a: {randn: [N, D]}, b: {randn: [M, D]}}
  source: {require: [unsqueeze]}
""",
)
