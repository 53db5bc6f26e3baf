"""What every back end must withstand on any machine: run by the tests, and by `grade doctor --self-test`."""

from grader.sandbox.conformance.conform import Finding, conform
from grader.sandbox.conformance.trials import TRIALS, Trial

__all__ = ["TRIALS", "Finding", "Trial", "conform"]
