"""The laws, one file each: what must hold between several calls. A new one is a file beside these, and a line here."""

from __future__ import annotations

from collections.abc import Iterable

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
from grader.model.spec import Demand

_MODULES = (causal, depends_on, gradcheck, inverse, permutes, round_trip, same_on, splits, unchanged_by)

# Every law by the word that a specification uses for it.
LAWS: dict[str, Law] = {module.LAW.name: module.LAW for module in _MODULES}


def devices_for(demands: Iterable[Demand]) -> frozenset[str]:
    """The devices that a machine must have for these laws."""
    return frozenset(device for demand in demands for device in LAWS[demand.name].devices(demand.argument))
