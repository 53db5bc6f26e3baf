"""Calls in one message show what they show one by one; where any of them is lost, none is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.model.calls import Call
from grader.model.record import Record
from grader.pipeline.trusted import FaultError, Live
from grader.sandbox import Runner, Session

TEXT = """
import os
import torch

def f():
    return torch.rand(3)

def count(seen=[]):
    seen.append(1)
    return len(seen)

def wrong():
    raise ValueError("no")

def hang():
    while True:
        pass

def end():
    os._exit(3)

def chatter():
    print("word" * 100)
"""


def values(records: object) -> list[object]:
    assert isinstance(records, tuple | list)
    return [each.values.get("result") for each in records]


def test_together_shows_what_one_by_one_shows(
    runner: Runner, session_of: Callable[..., Session], call: Callable[..., Call]
) -> None:
    calls = [call("f", seed=1), call("wrong"), call("f", seed=2), call("f", seed=1), call("nothing")]
    single = session_of(runner, TEXT).run(calls, 10).answers
    together = session_of(runner, TEXT).run_together(calls, 10)
    assert together == single
    assert together[0] == together[3] != together[2]


@pytest.mark.parametrize("lost", ["hang", "end"])
def test_where_one_is_lost_none_is_told_and_the_next_are_asked_anew(
    lost: str, fork: Runner, session_of: Callable[..., Session], call: Callable[..., Call]
) -> None:
    session = session_of(fork, TEXT)
    assert values(session.run_together([call("count"), call("count")], 10)) == [1, 2]
    assert session.run_together([call("count"), call(lost)], 0.5) is None
    assert values(session.run([call("count")], 10).answers) == [1]


def test_what_was_printed_together_is_no_output_of_the_next(
    fork: Runner, session_of: Callable[..., Session], call: Callable[..., Call]
) -> None:
    session = session_of(fork, TEXT)
    assert session.run_together([call("chatter"), call("chatter")], 10) is not None
    assert session.run([call("f")], 10).output == ""


def test_a_module_that_does_not_import_answers_nothing(
    fork: Runner, session_of: Callable[..., Session], call: Callable[..., Call]
) -> None:
    assert session_of(fork, "1 / 0").run_together([call(), call()], 10) is None


def test_what_one_exercise_changes_the_next_finds_as_it_was(
    fork: Runner, session_of: Callable[..., Session], call: Callable[..., Call]
) -> None:
    text = "def f():\n    return open('points.txt').read()\ndef spoil():\n    open('points.txt', 'a').write('4')\n"
    reference = Live(session_of(fork, text, provided={"points.txt": "123"}))
    assert reference.ask([call("spoil"), call("f")], 10)[1].record.values["result"] == "1234"
    assert values(reference.records([call("f"), call("f")], 10)) == ["123", "123"]


def test_the_reference_is_asked_in_messages_and_each_that_is_lost_is_a_fault(
    fork: Runner, session_of: Callable[..., Session], call: Callable[..., Call]
) -> None:
    reference = Live(session_of(fork, TEXT))
    assert values(reference.records([call("count")] * 70, 10)) == list(range(1, 71))
    assert all(isinstance(each, Record) for each in reference.records([call("f")], 10))
    with pytest.raises(FaultError):
        reference.records([call("f"), call("hang")], 0.5)
