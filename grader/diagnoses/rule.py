"""What a diagnosis is made of: a rule, and what it finds in one case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from grader.diagnoses.sight import Sight
from grader.model.message import Parameter


@dataclass(frozen=True, slots=True)
class Finding:
    """That a mistake explains one case. ``way`` says which way of several (``dim 1``, ``B``), empty where there is one.

    ``parameters`` fill the rule's template; those of the smallest case are shown.
    """

    way: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One mistake: ``look`` yields every way in which it explains a case that went wrong, the plainest first.

    A rule counts only where one and the same way explains every such case. ``is_fact`` marks what no coincidence of
    numbers can imitate; ``is_general`` what is said only where nothing else is known; ``is_whole`` what must explain
    every case, as some of them would fit by chance. ``text`` is the template of its
    message: what happened, then what to do, in at most two sentences. One mistake may show in several ways, each a rule
    with a ``variant`` and words of its own.
    """

    id: str
    look: Callable[[Sight], Iterator[Finding]]
    text: str
    is_fact: bool = False
    is_general: bool = False
    is_whole: bool = False
    variant: str = ""

    @property
    def message(self) -> str:
        """The id of its template."""
        return f"diagnosis.{self.id}.{self.variant}" if self.variant else f"diagnosis.{self.id}"
