"""``grader.grade(submission, assignment=…, seed=…) -> Result``; importing this package imports nothing else of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.commands.grading import grade as grade
    from grader.version import __version__ as __version__

__all__ = ["__version__", "grade"]


def __getattr__(name: str) -> object:
    if name == "grade":
        from grader.commands.grading import grade

        return grade
    if name == "__version__":
        from grader.version import __version__

        return __version__
    if name in ("load_ipython_extension", "unload_ipython_extension"):  # `%load_ext grader`
        from grader import magic

        return getattr(magic, name)
    raise AttributeError(f"module `grader` has no attribute `{name}`")
