"""What every back end must withstand: one submission that does each of these, and goes on with the next call."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.judge import cause_of, judge_case
from grader.model.calls import Call
from grader.model.record import Record
from grader.model.result import Cause
from grader.model.spec import Case
from grader.model.values import Tensor
from grader.sandbox import Budget, Lost, Policy, Runner, Session, Source

# Seconds for what never ends, and for what ends by itself.
LIMIT, ENOUGH = 0.5, 20
HEAD = b"""
import ctypes, gc, os, random, signal, sys, threading, time
import torch
from struct import pack

def frame(number, tree="null"):
    header = ('{"__metadata__":{"frame":"%d","tree":"%s"}}' % (number, tree.replace('"', '\\\\"'))).encode()
    return pack("<Q", 8 + len(header)) + pack("<Q", len(header)) + header

def everywhere(data):
    for descriptor in range(3, 1024):
        try:
            os.write(descriptor, data)
        except OSError:
            pass

def loop():
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass

class Odd(BaseException):
    pass

"""

# Body of a function → why there is no answer, and what the grader says of it.
LOST: dict[str, tuple[str, Cause, str]] = {
    "endless loop": ("while True: pass", Cause.TIMEOUT, "sandbox.timeout"),
    "loop that catches everything": ("loop()", Cause.TIMEOUT, "sandbox.timeout"),
    "loop with signals ignored": (
        "for n in range(1, 32):\n        try: signal.signal(n, signal.SIG_IGN)\n        except (OSError, ValueError): n"
        "\n    loop()",
        Cause.TIMEOUT,
        "sandbox.timeout",
    ),
    "long sleep": ("time.sleep(100)", Cause.TIMEOUT, "sandbox.timeout"),
    "stops itself": ("os.kill(os.getpid(), signal.SIGSTOP)", Cause.TIMEOUT, "sandbox.timeout"),
    "exits with 0": ("os._exit(0)", Cause.CRASH, "sandbox.exit"),
    "exits with 3": ("os._exit(3)", Cause.CRASH, "sandbox.exit"),
    "segfault": ("ctypes.string_at(0)", Cause.CRASH, "sandbox.signal"),
    "abort": ("os.abort()", Cause.CRASH, "sandbox.signal"),
    "killed": ("os.kill(os.getpid(), signal.SIGKILL)", Cause.MEMORY, "sandbox.killed"),
    "endless print": ("while True: print('x' * 1_000_000)", Cause.OUTPUT, "sandbox.output"),
    "endless print that catches everything": (
        "while True:\n        try: print('x' * 1_000_000)\n        except OSError: pass",
        Cause.OUTPUT,
        "sandbox.output",
    ),
    "endless print to standard error": (
        "while True: print('x' * 1_000_000, file=sys.stderr)", Cause.OUTPUT, "sandbox.output",
    ),
    "words where frames go": ("everywhere(b'PASSED 100 %\\n' * 9)", Cause.PROTOCOL, "sandbox.protocol"),
    "half a frame": ("everywhere(frame(1)[:20]); os._exit(0)", Cause.PROTOCOL, "sandbox.protocol"),
    "announces a frame without end": ("everywhere(pack('<Q', 2**63)); loop()", Cause.PROTOCOL, "sandbox.protocol"),
    "announces a frame that never comes": ("everywhere(pack('<Q', 100)); loop()", Cause.TIMEOUT, "sandbox.timeout"),
    "frame with another number": ("everywhere(frame(10**9)); loop()", Cause.PROTOCOL, "sandbox.protocol"),
    "frames without end": ("while True: everywhere(frame(10**9))", Cause.PROTOCOL, "sandbox.protocol"),
    "frame that is no record": (
        "everywhere(b''.join(frame(n) for n in range(1, 99))); loop()", Cause.PROTOCOL, "sandbox.protocol",
    ),
    "hangs up": ("os.closerange(3, 1024)", Cause.CRASH, "sandbox.exit"),
    "hangs up and goes on": ("os.closerange(3, 1024); loop()", Cause.PROTOCOL, "sandbox.protocol"),
}  # fmt: skip

# Body of a function → what the answer must say. Exceptions are answers.
ANSWERED: dict[str, tuple[str, str]] = {
    "right": ("return 42", "42"),
    "sys.exit": ("sys.exit()", "SystemExit"),
    "exit with words": ("sys.exit('all passed')", "SystemExit"),
    "exception of no kind": ("raise Odd", "Odd"),
    "interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "generator's exit": ("raise GeneratorExit", "GeneratorExit"),
    "memory error": ("raise MemoryError", "MemoryError"),
    "recursion": ("f = lambda: f(); f()", "RecursionError"),
    "reads what nobody writes": ("return input()", "EOFError"),
    "reads no bytes": ("return sys.stdin.read()", "''"),
    "prints where nobody reads": ("sys.stdout.close(); sys.stderr.close(); return 42", "42"),
    "prints as before": ("print('again'); return 42", "42"),
    "closes the standard descriptors": ("os.closerange(0, 3); return 42", "42"),
    "prints after that": ("print('again', flush=True); return 42", "42"),
    "leaves a thread that works": ("threading.Thread(target=loop, daemon=True).start(); return 42", "42"),
    "leaves a thread that waits": ("threading.Thread(target=loop).start(); return 42", "42"),
    "removes the folder it is in": ("__import__('shutil').rmtree(os.getcwd(), ignore_errors=True); return 42", "42"),
    "then writes into it": ("open('file', 'w').write('x'); return 42", "42"),
    "leaves something for the exit": ("__import__('atexit').register(os._exit, 0); return 42", "42"),
    "empties the environment": ("os.environ.clear(); os.environ = None; return 42", "42"),
    "has its environment back": ("return 'PATH' in os.environ", "True"),
}


def functions(bodies: dict[str, str]) -> bytes:
    return HEAD + "".join(f"def f{n}():\n    {body}\n\n" for n, body in enumerate(bodies.values())).encode()


def session(runner: Runner, bodies: dict[str, str]) -> Session:
    budget = Budget(seconds=30, cpu=60, memory=1 << 30, data=64 << 20)
    return Session(runner, Source("work.py", functions(bodies)), Policy(Path(__file__)), budget)


@pytest.fixture(scope="module")
def losing(runner: Runner) -> Iterator[Session]:
    with session(runner, {name: body for name, (body, _, _) in LOST.items()}) as opened:
        yield opened


@pytest.fixture(scope="module")
def answering(runner: Runner) -> Iterator[Session]:
    with session(runner, {name: body for name, (body, _) in ANSWERED.items()}) as opened:
        yield opened


@pytest.mark.parametrize("name", LOST)
def test_is_lost_for_the_right_reason_and_the_next_call_is_answered(
    name: str, losing: Session, call: Callable[..., Call]
) -> None:
    _, cause, message = LOST[name]
    limit = LIMIT if cause is Cause.TIMEOUT or name.endswith("goes on") else ENOUGH
    limit = 2 if "catches" in name and cause is Cause.OUTPUT else limit
    observed = losing.run([call(f"f{list(LOST).index(name)}"), call("loop")], limit)
    (lost,) = observed.answers
    assert isinstance(lost, Lost)
    assert (lost.cause, lost.message.id) == (cause, message)
    assert losing.broken is None


@pytest.mark.parametrize("name", ANSWERED)
def test_is_answered(name: str, answering: Session, call: Callable[..., Call]) -> None:
    (answer,) = answering.run([call(f"f{list(ANSWERED).index(name)}")], 30).answers
    assert isinstance(answer, Record), answer
    expected = ANSWERED[name][1]
    assert expected in (answer.raised.type if answer.raised else repr(answer.values["result"]))


MEMORY = {
    "huge tensor": "return torch.ones(10**11)",
    "huge tensor without numbers": "return torch.zeros(1).expand(10**11)",
    "slow growth": "kept = []\n    while True: kept.append(torch.ones(1 << 20))",
    "slow growth of Python's own": "kept = []\n    while True: kept.append('x' * (1 << 20) + str(len(kept)))",
    "text without end": "x = 'x'\n    while True: x += x",
    "list without end": "return [0] * 10**10",
}


@pytest.fixture(scope="module")
def greedy(runner: Runner) -> Iterator[Session]:
    with session(runner, MEMORY) as opened:
        yield opened


@pytest.mark.parametrize("name", MEMORY)
def test_too_much_memory_is_said_to_be_that(name: str, greedy: Session, call: Callable[..., Call]) -> None:
    (answer,) = greedy.run([call(f"f{list(MEMORY).index(name)}", memory=256 << 20)], 30).answers
    if isinstance(answer, Lost):
        assert answer.cause is Cause.MEMORY
    else:
        case = Case(None, None, False, (), (), (), (), "train", (), 1, True, ())
        expected = Record({"result": 1.0})
        assert cause_of(case, expected, answer, judge_case(case, expected, answer, {})) is Cause.MEMORY


PRINTS = {
    "little": "print('a'); print('b', file=sys.stderr); return 42",
    "10 MB": "print('start'); print('y' * 10_000_000); return 42",
    "in pieces": "for n in range(20_000): print(n)",
    "bytes": "os.write(1, b'\\xff\\xfe\\x00'); return 42",
    "then hangs": "print('before'); loop()",
    "after all": "print('later')",
}


@pytest.fixture(scope="module")
def printing(runner: Runner) -> Iterator[Session]:
    with session(runner, PRINTS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("little", "a\nb\n"),
        ("10 MB", "start\n" + "y" * (64_000 - 6)),
        ("in pieces", "".join(f"{n}\n" for n in range(20_000))[:64_000]),
        ("bytes", "\ufffd\ufffd\0"),
        ("then hangs", "before\n"),
        ("after all", "later\n"),
    ],
)
def test_printing_is_kept_to_its_first_64_kb(
    name: str, kept: str, printing: Session, call: Callable[..., Call]
) -> None:
    observed = printing.run([call(f"f{list(PRINTS).index(name)}")], LIMIT if name == "then hangs" else 30)
    assert observed.output == kept
    assert isinstance(observed.answers[0], Lost) is (name == "then hangs")


def test_an_answer_that_comes_early_is_a_violation(
    runner: Runner, session_of: Callable[..., Session], call: Callable[..., Call]
) -> None:
    """A record that was sent ahead of the question, for this call and the next ones, earns nothing there."""
    text = functions(
        {"send ahead": "everywhere(b''.join(frame(n) for n in range(1, 99))); return 42", "next": "return 1"}
    )
    with session_of(runner, text) as opened:
        first, second = (opened.run([call(f"f{n}")], 10).answers[0] for n in range(2))
    assert isinstance(first, Lost) and first.cause is Cause.PROTOCOL
    assert isinstance(second, Record) and second.values["result"] == 1


def test_two_processes_do_not_answer_twice(
    runner: Runner, session_of: Callable[..., Session], call: Callable[..., Call]
) -> None:
    """Where a fork is not denied, the copy has no say."""
    text = functions({"fork": "return os.fork() * 0 + 1", "next": "return 2", "and next": "return 3"})
    with session_of(runner, text) as opened:
        answers = opened.run([call(f"f{n}") for n in range(3)], 10).answers
    records = [answer for answer in answers if isinstance(answer, Record)]
    assert len(records) == 3
    assert records[0].raised is not None or records[0].values["result"] == 1
    assert [record.values["result"] for record in records[1:]] == [2, 3]


IMPORTS: dict[str, tuple[str, str, bool]] = {
    "exception": ("1 / 0", "ZeroDivisionError", True),
    "sys.exit": ("import sys; sys.exit(0)", "SystemExit", True),
    "interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt", True),
    "missing library": ("import no_such_library", "ModuleNotFoundError", True),
    "os._exit": ("import os; os._exit(0)", "crash", False),
    "loop": ("while True: pass", "timeout", False),
    "print": ("while True: print('x' * 1_000_000)", "output", False),
}


@pytest.mark.parametrize("name", IMPORTS)
def test_a_module_that_does_not_import_is_tried_once(
    name: str, fork: Runner, session_of: Callable[..., Session], call: Callable[..., Call]
) -> None:
    text, expected, answered = IMPORTS[name]
    with session_of(fork, text, seconds=LIMIT) as opened:
        for _ in range(3):
            assert opened.run([call()], LIMIT).answers == ()
        broken = opened.broken
    assert broken is not None
    assert (broken.cause if isinstance(broken, Lost) else broken.type) == expected
    assert isinstance(broken, Lost) is not answered


def test_what_changes_after_the_answer_changes_nothing(
    fork: Runner, session_of: Callable[..., Session], call: Callable[..., Call]
) -> None:
    text = b"""
import threading, torch
def f():
    x = torch.zeros(1000)
    def change():
        while True:
            x.add_(1)
    threading.Thread(target=change, daemon=True).start()
    return x
"""
    with session_of(fork, text) as opened:
        answers = opened.run([call(), call()], 10).answers
    for answer in answers:
        assert isinstance(answer, Record)
        assert isinstance(tensor := answer.values["result"], Tensor) and len(tensor.data) == 4000


def test_messages_have_words_for_all_of_it(losing: Session) -> None:
    from grader.sandbox import MESSAGES

    assert {message for _, _, message in LOST.values()} <= MESSAGES.keys()
    assert all(re.fullmatch(r"sandbox\.\w+", name) for name in MESSAGES if name.startswith("sandbox"))
