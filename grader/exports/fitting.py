"""Texts that a host takes up to a size only: what is said of the exercises gets shorter until all of it fits."""

from __future__ import annotations

from collections.abc import Callable

from grader.errors import UsageError

# So many characters at most of what is said in one place.
_LENGTHS = (8000, 2000, 500, 120, 0)


def fitted(render: Callable[[int], str], fits: Callable[[str], bool], host: str) -> str:
    """What ``render`` makes of the largest of a few lengths that fits. Raises ``UsageError`` where none does."""
    for length in _LENGTHS:
        text = render(length)
        if fits(text):
            return text
    raise UsageError(f"{host} does not take a result as long as this one: it has too many exercises")


def size(text: str) -> int:
    """In bytes, as the file has them."""
    return len(text.encode("utf-8", "backslashreplace"))
