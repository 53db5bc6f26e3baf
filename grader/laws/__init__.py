"""The laws, one file each: what must hold between several calls. A new one is a file beside these, and a line here."""

from __future__ import annotations

from grader.laws import (
    causal,
    depends_on,
    gradcheck,
    inverse,
    permutes,
    round_trip,
    same_on,
    splits,
    unchanged_by,
)
from grader.laws.law import Law

_MODULES = (causal, depends_on, gradcheck, inverse, permutes, round_trip, same_on, splits, unchanged_by)

# Every law by the word that a specification uses for it.
LAWS: dict[str, Law] = {module.LAW.name: module.LAW for module in _MODULES}
