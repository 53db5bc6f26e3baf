"""What a library says that does not import: bounded, and without the folders of the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.runner.facts import why_not_imported

SAYS = {
    "broken_where": ("f'cannot import name x ({__file__})'", "cannot import name x (broken_where.py)"),
    "broken_long": ("'x' * 1_000_000", "x" * 487),
}


@pytest.mark.parametrize("library", SAYS)
def test_why_a_library_does_not_import(library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, said = SAYS[library]
    (tmp_path / f"{library}.py").write_text(f"raise ImportError({text})\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert why_not_imported(library) == f"ImportError: {said}"
