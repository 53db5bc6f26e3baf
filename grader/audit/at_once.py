"""Several things tried at the same time, each in children of its own; what comes of them is told in their order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
# A child and the grader's own part of the work keep a core busy each, so more of them would only wait.
_MOST = 4


def at_once(do: Callable[..., T], arguments: Sequence[tuple[Any, ...]]) -> Iterator[T]:
    """What ``do`` makes of each tuple of ``arguments``, as soon as it and those before it are done."""
    pool = ThreadPoolExecutor(min(_MOST, os.cpu_count() or 1))
    try:
        yield from pool.map(lambda each: do(*each), arguments)
    finally:
        pool.shutdown(cancel_futures=True)
