"""The laws, one file each: what must hold between several calls. A new one is a file beside these, and a line here."""

from __future__ import annotations

from grader.laws.law import Law

# Every law by the word that a specification uses for it.
LAWS: dict[str, Law] = {}
