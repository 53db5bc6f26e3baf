"""Libraries that only some commands need, and that are installed with an extra."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from grader.errors import UsageError


@contextmanager
def needs_extra(name: str) -> Iterator[None]:
    """Around imports: what is not installed is one sentence that says how to install it."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("grader"):
            raise
        raise UsageError(
            f"this needs {error.name}, which is not installed: `python -m pip install 'torch-grader[{name}]'`"
        ) from None
