"""Writes the page on the rules: ``python -m grader.audit.lint``."""

from __future__ import annotations

from pathlib import Path

from grader.audit.lint import RULES
from grader.audit.lint.page import page

DOCS = Path(__file__).parents[3] / "docs"
FRAME = DOCS / "reference" / "lint.md.in"
PAGE = DOCS / "lint.md"


def written() -> str:
    """The page as it should be."""
    return page(FRAME.read_text(encoding="utf-8"), RULES)


def main() -> None:
    PAGE.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
