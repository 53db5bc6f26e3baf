"""What the judge says, by id. A kind's own messages stand in its file; ``place`` is where a message is about."""

from __future__ import annotations

from collections.abc import Mapping

from grader.judge.region import MESSAGES as REGIONS

MESSAGES: Mapping[str, str] = {
    **REGIONS,
    # Form
    "absent": "nothing is there; expected {expected}",
    "absent.among": "nothing is there; expected {expected} (there is: {names})",
    "length.differs": "expected {expected} items, got {actual}",
    "keys.missing": "missing: {missing}",
    "keys.extra": "has more than expected: {extra} (expected: {expected})",
    "keys.differ": "missing: {missing}; not expected: {extra}",
    "slice.outside": "it cannot be sliced with [{subscript}]: {reason}",
    "gradient.none": "no gradient reached `{input}`; `.item()`, `.detach()`, `torch.no_grad()` and `torch.tensor(…)` "
    "of a tensor each cut the graph",
    "gradient.later": "not compared until the result has the right form",
    # Values
    "value.wrong": "expected {worst_expected}, got {worst_actual}",
    "value.differs": "{count} of {total} numbers wrong; the worst at {worst_at}: expected {worst_expected}, "
    "got {worst_actual} (off by {difference}, allowed {allowed})",
    "value.not_a_number": "expected {worst_expected}, got {worst_actual}; look for a division by zero, "
    "the logarithm of zero, or `exp` of a large number",
    "value.not_finite": "{not_finite} of {total} numbers NaN or infinite; look for a division by zero, "
    "the logarithm of zero, or `exp` of a large number",
    "value.other": "expected {expected}, got {actual}",
    "value.absent": "expected {expected}, got None; is there a `return` line?",
    "value.none": "expected {expected}, got no number at all",
    # Inputs
    "input.changed": "your function changed its input `{input}`; work on a copy, for example `{input}.clone()`",
    "input.written": "your function changed its input `{input}`; make a new one, and leave this as it is",
    "input.left": "`{input}` should be changed in place, and after the call it does not hold the right values",
    "input.differs": "after the call `{input}` does not hold what it should; is it changed in the right way, "
    "or should it be left as it is?",
    # Exceptions of the submission
    "exception.call": "it stopped with {type}: {text}",
    "exception.call_at": "it stopped in line {line} with {type}: {text}",
    "exception.build": "its `__init__` stopped with {type}: {text}",
    "exception.build_at": "its `__init__` stopped in line {line} with {type}: {text}",
    "exception.backward": "`backward()` through its result stopped with {type}: {text}",
    "exception.backward_at": "`backward()` through its result stopped in line {line} with {type}: {text}",
    "exception.import": "the file could not be imported, {type}: {text}",
    "exception.import_at": "the file could not be imported, line {line}, {type}: {text}",
    "exception.cell_at": "what defines it stopped in line {line} with {type}: {text}",
    "exception.set": "a value could not be put at `{path}`, {type}: {text}",
    "exception.observe": "what it left could not be looked at: {text}",
    "forbidden.file": "your code tried to use a file outside of its own folder, which is not allowed here ({text})",
    "forbidden.network": "your code tried to open a network connection, which is not allowed here ({text})",
    "forbidden.other": "your code tried something that is not allowed here ({text})",
    "forbidden.process": "your code tried to start or reach another process, which is not allowed here ({text})",
    "exception.memory": "it needed more memory than this exercise allows ({type}: {text})",
    "set.missing": "there is no `{path}` (there is: {names})",
    "set.none": "there is no `{path}`, nor any other parameter: make each an `nn.Parameter` in `__init__`",
    "set.near": "there is no `{path}`; did you mean `{near}` to be `{path}`?",
    "set.shape": "expected `{path}` of shape {expected}, got {actual}",
    # What a step takes from an earlier one
    "step.item": "`{owner}` should have an item {item}, which `{step}` takes",
    "step.taken": "there should be something at `{path}`, which `{step}` takes",
    "step.missing": "there should be something at `{path}`",
    # Not written yet
    "not_written.none": "not written yet: it returns None (is there a `return` line?)",
    "not_written.raised": "not written yet",
    "not_written.no_exception": "not written yet: it returns None, and an exception is expected",
    "not_written.step": "not written yet: `{step}` returns None (is there a `return` line?)",
    "not_written.empty": "not written yet: there is no `{path}`, nor anything else that `__init__` put in place",
    "not_written.missing": "not written yet: nothing is called `{name}`",
    "not_written.near": "nothing is called `{name}`; is `{near}` misspelt?",
    # Further calls
    "calls.untraced": "no answer came while its calls were noted, so the names of what it calls are not known",
    "results.incomplete": "not every call gave a result, so they could not be looked at together",
    # Limits
    "limits.slowdown": "it takes {times} times as long as the reference, where {allowed} times are allowed; "
    "is there a loop in Python over what torch can do at once?",
    "limits.operators": "{count} of torch's operators ran, where {allowed} are allowed; can one of them do the work?",
    # Further calls, for laws
    "laws.stopped": "`{law}` calls it again with other inputs, and there it stopped with {type}: {text}",
    "laws.nothing": "`{law}` calls it again and hands what one call gives to the next, and there is no `{path}`",
    "laws.unanswered": "`{law}` calls it again with other inputs, and it gave no answer in time",
    # A second run
    "again.differs": "a second, equal call gave something else; does it keep state, or read what was never filled?",
    # The specification
    "argument.impossible": "what stands after `{check}` cannot be worked out: {reason}",
    # The reference: not the student's fault
    "reference.raises": "the reference solution stopped with {type}: {text}",
    "reference.absent": "the reference solution has no `{name}`",
    "reference.near": "the reference solution has no `{name}`; is `{near}` meant?",
    "reference.opaque": "`{path}` is a {type}, of which only the type can be seen; check its `type`, or return numbers",
    "reference.not_measured": "the tolerance cannot be measured, because the reference stops in float64: {reason}",
    "reference.nothing": "the reference solution has nothing at `{path}`",
    "reference.returns": "the specification expects an exception, and the reference solution raises none",
    "reference.stops_in_law": "the reference solution stops in a call that `{law}` asks for: {text}",
    "reference.lawless": "the reference solution does not keep `{law}` itself ({drawn})",
    "reference.fails": "the reference solution does not pass `{check}` itself: expected {expected}, got {actual}",
    "reference.not_finite": "the reference solution has NaN or infinity at `{path}`",
}
