"""`forbid`: functions and methods that may not be called.

An exercise on softmax teaches nothing to who calls it. A bare name is any function or method of that name, under
whatever alias and in whatever helper, and the class of `torch.nn` that does the same: `softmax` is `nn.Softmax` too,
`cross_entropy` is `nn.CrossEntropyLoss`. `torch.mean` is the function and `Tensor.mean`; `torch.linalg.*` is all of a
module. What a submission defines itself is never forbidden by its name: it is read in turn.
"""

from __future__ import annotations

from grader.model.message import Message
from grader.model.record import Trace
from grader.source.match import forbids, is_class_of, is_left_to_trace, is_seen, listed, quoted, unread, was_called
from grader.source.reach import Reached
from grader.source.rule import NAMES, Rule, names_in


def judge(argument: object, reached: Reached, trace: Trace | None) -> Message | None:
    names = names_in(argument)
    uses = [use for use in reached.uses if use.how != "own" and not is_left_to_trace(use, reached, trace)]
    found = {name: [use for use in uses if forbids(name, use.name)] for name in names}
    written = [name for name in names if found[name]]
    called = [call for call in (trace.calls if trace else ()) if "." in call or call not in reached.own]
    unwritten = [call for call in called if any(forbids(name, call) for name in names if not found[name])]
    if written:
        parameters = {
            "names": listed(written),
            "places": quoted(use.place for name in written for use in found[name]),
        }
        is_unused = trace is not None and not any(
            was_called(name, trace) or not is_seen(name) or any(is_class_of(name, use.name) for use in found[name])
            for name in written
        )
        return Message("forbid.uncalled", parameters) if is_unused else Message("forbid.written", parameters)
    if unwritten:
        return Message("forbid.called", {"names": listed(unwritten)})
    hidden = unread(reached, trace)
    return Message("forbid.hidden", {"places": quoted(use.place for use in hidden)}) if hidden else None


RULE = Rule(
    name="forbid",
    summary="functions and methods, and classes of torch.nn that do the same, that may not be called",
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
