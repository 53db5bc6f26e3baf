"""Writes the reference page of the language: ``python -m grader.explain``."""

from __future__ import annotations

from pathlib import Path

from grader.explain.page import page

DOCS = Path(__file__).parents[2] / "docs"
FRAME = DOCS / "reference" / "language.md.in"
PAGE = DOCS / "language.md"


def written() -> str:
    """The page as it should be."""
    return page(FRAME.read_text(encoding="utf-8"))


def main() -> None:
    PAGE.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
