"""`forbid`: functions and methods that may not be called.

An exercise on softmax teaches nothing to who calls it. A bare name is any function or method of that name, under
whatever alias and in whatever helper; `torch.mean` is it and `Tensor.mean`; `torch.linalg.*` is all of a module. What a
submission defines itself is never forbidden by its name: it is read in turn.
"""

from __future__ import annotations

from grader.model.message import Message
from grader.model.record import Trace
from grader.source.match import is_seen, listed, means, quoted, was_called
from grader.source.reach import Reached
from grader.source.rule import NAMES, Rule, names_in


def judge(argument: object, reached: Reached, trace: Trace | None) -> Message | None:
    names = names_in(argument)
    uses = [use for use in reached.uses if use.how != "own"]
    found = {name: [use for use in uses if means(name, use.name)] for name in names}
    written = [name for name in names if found[name]]
    called = [call for call in (trace.calls if trace else ()) if "." in call or call not in reached.own]
    unwritten = [call for call in called if any(means(name, call) for name in names if not found[name])]
    if written:
        parameters = {
            "names": listed(written),
            "places": quoted(use.place for name in written for use in found[name]),
        }
        is_unused = trace is not None and not any(was_called(name, trace) or not is_seen(name) for name in written)
        return Message("forbid.uncalled", parameters) if is_unused else Message("forbid.written", parameters)
    if unwritten:
        return Message("forbid.called", {"names": listed(unwritten)})
    hidden = [use for use in uses if use.how == "hidden" or (use.how == "lookup" and trace is None)]
    return Message("forbid.hidden", {"places": quoted(use.place for use in hidden)}) if hidden else None


RULE = Rule(
    name="forbid",
    summary="functions and methods that may not be called",
    schema=NAMES,
    judge=judge,
    messages={
        "forbid.written": "{names} may not be used here: {places}",
        "forbid.uncalled": "{names} may not be used here, called this time or not: {places}",
        "forbid.called": "{names} may not be used here: the text does not show it, but it was called",
        "forbid.hidden": "what this calls cannot be read; write the names of functions out: {places}",
    },
    example="""\
- id: softmax
  call: softmax
  let: {B: 1..6, C: 2..9}
  given: {x: {randn: [B, C]}, dim: -1}
  source: {forbid: [softmax, torch.nn.functional.*]}
""",
)
