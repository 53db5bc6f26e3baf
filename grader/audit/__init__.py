"""Proves an assignment before students meet it: right work earns everything, wrong work and luck earn nothing."""

from grader.audit.audit import AuditReport, audit
from grader.audit.findings import Finding
from grader.audit.margins import Near
from grader.audit.showing import Margin, Shown, ShownCase, show
from grader.audit.survivors import Survivor, Tally

__all__ = ["AuditReport", "Finding", "Margin", "Near", "Shown", "ShownCase", "Survivor", "Tally", "audit", "show"]
