"""Which folders the runner's process goes on with once it has loaded what it needs."""

from __future__ import annotations

import site
import sys
from pathlib import Path

import pytest

from grader.runner.__main__ import forget_course

PACKAGES = site.getsitepackages()[0]
LIBRARY = str(Path(PACKAGES).parent)


@pytest.mark.parametrize(
    ("home", "before", "after"),
    [
        ("/a/course", ["/a/course", LIBRARY, PACKAGES, "/a/course"], [LIBRARY, PACKAGES]),
        ("/a/course", ["/a/course", LIBRARY, PACKAGES, "/a/student"], [LIBRARY, PACKAGES]),
        (PACKAGES, [LIBRARY, PACKAGES], [LIBRARY, PACKAGES]),
        (LIBRARY, [LIBRARY, PACKAGES], [PACKAGES]),
    ],
    ids=["editable", "another folder", "installed beside torch", "a clone within Python's folders"],
)
def test_what_torch_imports_later_stays_and_a_course_does_not(
    home: str, before: list[str], after: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", before)
    forget_course(home)
    assert sys.path == after
