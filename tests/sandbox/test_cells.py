"""Texts that are run cell by cell: what a child is asked, what a lost one costs, and what is never gone on with."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from grader.model.calls import Call
from grader.model.origin import Origin, Part
from grader.model.record import Raised, Record
from grader.model.result import Cause
from grader.sandbox import Answer, Budget, Lost, Policy, Runner, Session, Source, start_attached

Open = Callable[..., Session]
Make = Callable[..., Call]
HANG = "while True: pass"


@pytest.fixture
def open_cells() -> Iterator[Open]:
    """``open_cells(runner, *cells)``: each a text, whose first line only defines something."""
    with ExitStack() as sessions:

        def opened(runner: Runner, *cells: str, seconds: float = 1) -> Session:
            parts, lines, text = list[Part](), list[tuple[int, int]](), ""
            for number, cell in enumerate(cells, 1):
                first, count = len(lines) + 1, cell.count("\n") + 1
                parts.append(Part("work.py", "work.ipynb", number, first, first + count - 1, (first,)))
                lines += [(number, line) for line in range(1, count + 1)]
                text += cell + "\n"
            origin = Origin("work.py", "work.ipynb", tuple(lines), tuple(parts))
            source = Source("work.py", text.encode(), origins=(origin,))
            budget = Budget(seconds=seconds, cpu=60, memory=1 << 30, data=1 << 20)
            return sessions.enter_context(Session(runner, source, Policy(Path(__file__)), budget))

        yield opened


def answer(session: Session, call: Call) -> Answer:
    (found,) = session.run([call], 10).answers
    return found


def test_what_is_lost_is_run_less_of_each_time(runner: Runner, open_cells: Open, call: Make) -> None:
    session = open_cells(runner, "x = 1", f"y = 2\n{HANG}", HANG, "def f(): return [x, y]")
    found = answer(session, call())
    assert isinstance(found, Record) and found.raised is None, found
    fates = session.source.ledger.fates
    assert [(each.part.cell, each.defines) for each in fates] == [(2, True), (3, False)]
    assert all(isinstance(each.why, Lost) and each.why.cause is Cause.TIMEOUT for each in fates)


def test_the_next_child_knows(fork: Runner, open_cells: Open, call: Make) -> None:
    session = open_cells(fork, HANG, "def f(): return 1\ndef g():\n    while True: pass", seconds=3)
    assert isinstance(answer(session, call()), Record)
    (lost,) = session.run([call("g")], 0.1).answers
    assert isinstance(lost, Lost)
    start = time.monotonic()
    assert isinstance(answer(session, call()), Record)
    assert time.monotonic() - start < 2.9, "no cell was waited for again"


def test_what_is_missing_says_why(fork: Runner, open_cells: Open, call: Make) -> None:
    session = open_cells(
        fork, "x = 1\nraise KeyError('no')", "1 / 0", "f = 1 / 0", "def g(): return f2()", "class H(h): 1"
    )
    found = answer(session, call())
    assert isinstance(found, Record) and found.raised is not None
    assert (found.raised.stage, found.raised.type) == ("import", "ZeroDivisionError")
    assert str(found.raised.frames[0].spot) == "work.ipynb, cell 3, line 1"
    missing = answer(session, call("h"))
    assert isinstance(missing, Record) and missing.raised is not None and missing.raised.stage == "find"
    assert [each.part.cell for each in session.source.ledger.fates] == [1, 2, 3, 5]


def test_names_within_what_failed_are_not_missing_for_it(fork: Runner, open_cells: Open, call: Make) -> None:
    session = open_cells(fork, "class Net(nothing):\n    def f(self): pass")
    found = answer(session, call())
    assert isinstance(found, Record) and found.raised is not None and found.raised.stage == "find"


def test_who_breaks_the_protocol_is_not_run_again(fork: Runner, open_cells: Open, call: Make) -> None:
    forge = "import os\nos.write(4, b'x' * 99)\nwhile True: pass"
    session = open_cells(fork, forge, "def f(): return 1")
    assert session.run([call()], 10).answers == ()
    assert isinstance(session.broken, Lost) and session.broken.cause is Cause.PROTOCOL
    assert session.source.ledger.fates == ()


def test_an_answer_before_the_question_is_no_answer(fork: Runner, open_cells: Open, call: Make) -> None:
    """A cell that speaks for the next one: what came too early ends all."""
    forge = """\
import sys
frame = sys._getframe()
while "requests" not in frame.f_locals: frame = frame.f_back
for number in range(2, 9): frame.f_locals["self"].send(number, None)
"""
    session = open_cells(fork, "x = 1", forge, "def f(): return 1")
    assert session.run([call()], 10).answers == ()
    assert isinstance(session.broken, Lost) and session.broken.cause is Cause.PROTOCOL


def test_the_only_child_is_not_replaced(open_cells: Open, call: Make) -> None:
    with start_attached() as attached:
        session = open_cells(attached, HANG, "def f(): return 1", seconds=0.5)
        assert session.run([call()], 10).answers == ()
        assert isinstance(session.broken, Lost) and session.broken.cause is Cause.TIMEOUT


def test_in_all_the_time_is_bounded_and_definitions_come_last(fork: Runner, open_cells: Open, call: Make) -> None:
    cells = [f"x{n} = {n}\nimport time\ntime.sleep(0.25)" for n in range(40)]
    session = open_cells(fork, *cells, "def f(): return x39", seconds=0.3)
    start = time.monotonic()
    found = answer(session, call())
    assert time.monotonic() - start < 20
    assert isinstance(found, Record) and found.raised is None
    assert session.source.ledger.late == 1.5


def test_so_many_children_are_lost_and_no_more(fork: Runner, open_cells: Open, call: Make) -> None:
    session = open_cells(fork, *["x = 1\nimport os\nos._exit(1)"] * 200, "def f(): return x")
    found = answer(session, call())
    assert isinstance(found, Record) and found.raised is None
    assert session.source.ledger.tries == 10 and len(session.source.ledger.fates) == 9


def test_one_that_never_defines_is_a_module_that_does_not_import(fork: Runner, open_cells: Open, call: Make) -> None:
    """Where even the definitions have no end there is nothing left to try."""
    session = open_cells(fork, *["x = [1 for _ in iter(int, 1)]"] * 20, "def f(): return 1", seconds=0.2)
    start = time.monotonic()
    assert session.run([call()], 10).answers == ()
    assert isinstance(session.broken, Lost) and session.broken.cause is Cause.TIMEOUT
    assert time.monotonic() - start < 20


def test_what_raises_anything_at_all_is_told(fork: Runner, open_cells: Open, call: Make) -> None:
    odd = "class E(BaseException):\n    def __str__(self): raise SystemExit\nraise E"
    session = open_cells(fork, odd, "def f(): return 1")
    assert isinstance(answer(session, call()), Record)
    (fate,) = session.source.ledger.fates
    assert isinstance(fate.why, Raised) and (fate.why.type, fate.why.text) == ("E", "")
