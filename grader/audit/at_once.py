"""Several jobs done at the same time, each in children of its own; what comes of them is told in their order."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from grader.sandbox import cores

T = TypeVar("T")
# A job waits for its child about half of the time; it must not wait as long again for another job's Python.
_TURN = 0.0005


def at_once(jobs: Sequence[Callable[[], T]], workers: int = 0) -> Iterator[T]:
    """What each of ``jobs`` gives, as soon as it and those before it are done; ``workers`` at the same time."""
    pool = ThreadPoolExecutor(workers or cores())
    with _short_turns():
        try:
            yield from pool.map(lambda job: job(), jobs)
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _short_turns() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
