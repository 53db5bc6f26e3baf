"""`matches`: a regular expression is found in the text.

For printed text and messages whose words may vary, such as a loss of which two digits are known. It is searched for
anywhere; `^` and `$` hold it to the ends of lines. Only the first ten thousand characters are looked at. At `raises` it
is the exception's text.
"""

from __future__ import annotations

import re

from grader.checks.kind import Evidence, Kind, Mention, Observation
from grader.model.message import Message
from grader.model.values import type_name

_LONGEST = 10_000


def judge(argument: object, evidence: Evidence) -> Message | None:
    pattern = str(argument)
    if evidence.path.root == "raises":
        raised = evidence.actual_raised
        if raised is None:
            return Message("matches.no_exception")
        text: object = raised.text
    else:
        text = evidence.actual
    if not isinstance(text, str):
        return Message("matches.no_text", {"pattern": pattern, "actual": type_name(evidence.actual)})
    try:
        found = re.search(pattern, text[:_LONGEST], re.MULTILINE)
    except re.error as error:
        return Message("matches.pattern", {"pattern": pattern, "reason": str(error)})
    return None if found else Message("matches.not", {"pattern": pattern})


def _names(argument: object) -> tuple[Mention, ...]:
    """There are none; an expression that is none is refused where names are looked up."""
    try:
        re.compile(str(argument))
    except re.error as error:
        raise ValueError(f"expected a regular expression ({error})") from None
    return ()


KIND = Kind(
    name="matches",
    summary="a regular expression is found in the text",
    schema={
        "type": "string",
        "minLength": 1,
        "format": "regex",
        "description": r"A regular expression in single quotes, such as `'loss: 0\.\d+'`.",
    },
    observes=frozenset({Observation.VALUE, Observation.EXCEPTION}),
    judge=judge,
    messages={
        "matches.not": "nothing in it matches `{pattern}`",
        "matches.no_text": "expected a text that matches `{pattern}`, got {actual}",
        "matches.no_exception": "expected an exception, and none was raised",
        "matches.pattern": "`{pattern}` is no regular expression: {reason}",
    },
    example="""\
- id: report
  call: report
  given: {loss: 0.25}
  expect:
    stdout: {matches: '^loss: 0\\.25'}
""",
    names=_names,
    undecided=frozenset({"matches.no_text", "matches.pattern"}),
)
