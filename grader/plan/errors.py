"""What can go wrong while numbers are drawn: the specification asks for something that is not there."""

from __future__ import annotations

from grader.errors import GraderError


class PlanError(GraderError):
    """A case cannot be drawn. Says which exercise and why."""
