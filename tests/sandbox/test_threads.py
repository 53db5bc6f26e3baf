"""A runner dies with the thread that started it, so threads have it started by one that stays."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from grader.model.calls import Call
from grader.model.record import Record
from grader.sandbox import BACKENDS, Runner, Session, start_runner


@pytest.fixture
def started_elsewhere(request: pytest.FixtureRequest) -> Iterator[Runner]:
    """A runner that a thread started which has ended since."""
    with ExitStack() as opened:
        runners: list[Runner] = []
        thread = threading.Thread(target=lambda: runners.append(opened.enter_context(start_runner(request.param))))
        thread.start()
        thread.join()
        yield runners[0]


@pytest.mark.parametrize("started_elsewhere", BACKENDS, indirect=True)
def test_a_runner_outlives_the_thread_that_asked_for_it(
    started_elsewhere: Runner, session_of: Callable[..., Session], call: Callable[..., Call]
) -> None:
    with session_of(started_elsewhere, "def f(): return 42") as opened:
        (answer,) = opened.run([call("f")], 20).answers
    assert isinstance(answer, Record)
    assert answer.values["result"] == 42


def test_what_cannot_be_started_is_told_to_the_thread_that_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.sandbox import launcher

    said: list[BaseException] = []

    def start() -> None:
        def refuse() -> None:
            raise PermissionError("no")

        try:
            launcher.launch(refuse)  # type: ignore[arg-type]
        except PermissionError as error:
            said.append(error)

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert [str(error) for error in said] == ["no"]
