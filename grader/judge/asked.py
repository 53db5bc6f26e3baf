"""What a check asks for as short text, with the sizes of this draw: `[3, 4, 7], that is [3, H, W]`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from grader.checks import KINDS
from grader.checks.kind import Role
from grader.checks.nested import at_any_depth
from grader.judge.show import written
from grader.model.expression import Expression
from grader.model.spec import Check


def asked(check: Check, drawn: Mapping[str, object]) -> str:
    """The argument nearly as its author wrote it; where it has names of sizes, as numbers before."""
    text = written(check.argument)
    sizes = dict(_sizes(check, drawn))
    if not sizes:
        return text
    longest_first = sorted(sizes, key=len, reverse=True)
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
    numbers = re.sub(pattern, lambda found: sizes[found[0]], text)
    return text if numbers == text else f"{numbers}, that is {text}"


def _sizes(check: Check, drawn: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The sizes that are written with names, and what they are here."""
    for each in at_any_depth([check]):
        try:
            named = KINDS[each.kind].names(each.argument)
        except ValueError:  # what stands there means nothing, and is said elsewhere
            continue
        for text in [mention.text for mention in named if mention.role is Role.SIZE]:
            try:
                size = Expression.parse(text)
                if size.names:
                    yield text, str(size.evaluate(drawn))
            except (ValueError, KeyError):
                continue
