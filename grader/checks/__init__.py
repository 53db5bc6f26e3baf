"""The kinds of check, one file each. A new one is a file beside these, and a line here."""

from __future__ import annotations

from grader.checks import any, device, dtype, exists, finite, is_, like, requires_grad, shape, type, value  # noqa: A004
from grader.checks.kind import Kind

_MODULES = (any, device, dtype, exists, finite, is_, like, requires_grad, shape, type, value)

# Every kind by the word that a specification uses for it.
KINDS: dict[str, Kind] = {module.KIND.name: module.KIND for module in _MODULES}
