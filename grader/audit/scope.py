"""What of an assignment is audited: all of it, or only some exercises with the work and the mutants that are theirs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from grader.audit.findings import Finding
from grader.audit.sources import SourceMutant
from grader.model.spec import Assignment
from grader.pipeline.overlays import Overlay


@dataclass(frozen=True, slots=True)
class Scope:
    """``assignment`` has only the exercises that are audited; the names that just the others call are ``left_out``.

    ``withdrawn`` are exercises that nobody asked for and that nobody is graded by.
    """

    assignment: Assignment
    left_out: frozenset[str]
    is_whole: bool
    withdrawn: tuple[str, ...] = ()

    @classmethod
    def of(cls, assignment: Assignment, only: frozenset[str]) -> Scope:
        """The exercises of ``only``, or all that students are graded by. What is left out is none that others need."""
        absent = {each.id for each in assignment.exercises if (each.id not in only if only else each.withdrawn)}
        chosen = tuple(
            replace(each, needs=tuple(need for need in each.needs if need not in absent), withdrawn="")
            for each in assignment.exercises
            if each.id not in absent
        )
        names = {name for each in chosen for name in each.names}
        others = {name for each in assignment.exercises for name in each.names}
        withdrawn = tuple(each.id for each in assignment.exercises if each.withdrawn and each.id in absent and not only)
        return cls(replace(assignment, exercises=chosen), frozenset(others - names), not absent, withdrawn)

    def has_finding(self, finding: Finding) -> bool:
        return not finding.exercise or any(finding.exercise == each.id for each in self.assignment.exercises)

    def has_overlay(self, overlay: Overlay | SyntaxError) -> bool:
        """What is not Python may be anybody's."""
        return (
            self.is_whole or isinstance(overlay, SyntaxError) or any(map(overlay.concerns, self.assignment.exercises))
        )

    def has_mutant(self, mutant: SourceMutant) -> bool:
        """What another exercise calls is tried on that one."""
        return mutant.definition not in self.left_out
