"""A folder to load specifications from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import SpecificationError
from grader.model.spec import Assignment, Exercise
from grader.spec import load_assignment

HEAD = "format: 1\nsubmission: work.py\nexercises:\n"


class Author:
    """Writes an assignment and loads it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "assignments" / "draft" / "assignment.yaml"
        self.file.parent.mkdir(parents=True)

    def assignment(self, text: str | bytes) -> Assignment:
        self.file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_assignment(self.file, None)

    def exercise(self, text: str) -> Exercise:
        """The one exercise with these lines, from ``id`` on when it is not stated."""
        text = text if "id:" in text else f"id: one\n{text}"
        lines = text.strip().splitlines()
        body = "".join(f"    {line}\n" for line in lines).replace("    ", "  - ", 1)
        return self.assignment(HEAD + body).exercises[0]

    def problems(self, load: Callable[[], object]) -> list[tuple[int, str, str, str | None]]:
        """Line, path, text and suggestion of everything that is wrong."""
        with pytest.raises(SpecificationError) as caught:
            load()
        return [(each.line, each.path, each.text, each.suggestion) for each in caught.value.problems]

    def refusal(self, text: str) -> tuple[str, str | None]:
        """What is said of the one mistake in an exercise, and what is suggested."""
        found = self.problems(lambda: self.exercise(text))
        assert len(found) == 1, found
        return found[0][2], found[0][3]


@pytest.fixture
def author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Author:
    monkeypatch.chdir(tmp_path)
    return Author(tmp_path)
