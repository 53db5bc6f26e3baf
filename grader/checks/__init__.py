"""The kinds of check, one file each. A new one is a file beside these, and a line here."""

from __future__ import annotations

from grader.checks import (
    any,  # noqa: A004
    any_of,
    between,
    contains,
    device,
    distinct,
    distribution,
    dtype,
    exists,
    finite,
    is_,
    length,
    like,
    matches,
    not_,
    parameters,
    requires_grad,
    shape,
    shares_memory,
    sums_to,
    trend,
    type,  # noqa: A004
    value,
)
from grader.checks.kind import Kind

_MODULES = (
    any,
    any_of,
    between,
    contains,
    device,
    distinct,
    distribution,
    dtype,
    exists,
    finite,
    is_,
    length,
    like,
    matches,
    not_,
    parameters,
    requires_grad,
    shape,
    shares_memory,
    sums_to,
    trend,
    type,
    value,
)

# Every kind by the word that a specification uses for it.
KINDS: dict[str, Kind] = {module.KIND.name: module.KIND for module in _MODULES}
