"""Starts processes from a thread that lives as long as this process: a runner dies with the thread that started it."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from queue import SimpleQueue
from subprocess import Popen
from typing import TypeAlias

Start: TypeAlias = Callable[[], "Popen[bytes]"]
Answers: TypeAlias = "SimpleQueue[Popen[bytes] | BaseException]"


def launch(start: Start) -> Popen[bytes]:
    """What ``start`` returns. In the main thread it is called right here, from others in the launcher's thread."""
    if threading.current_thread() is threading.main_thread():
        return start()
    answers: Answers = SimpleQueue()
    _orders().put((start, answers))
    answer = answers.get()
    if isinstance(answer, BaseException):
        raise answer
    return answer


@functools.cache
def _orders() -> SimpleQueue[tuple[Start, Answers]]:
    orders: SimpleQueue[tuple[Start, Answers]] = SimpleQueue()
    threading.Thread(target=_serve, args=(orders,), name="launcher", daemon=True).start()
    return orders


def _serve(orders: SimpleQueue[tuple[Start, Answers]]) -> None:
    while True:
        start, answers = orders.get()
        try:
            answers.put(start())
        except BaseException as error:  # it belongs to the thread that asked
            answers.put(error)
