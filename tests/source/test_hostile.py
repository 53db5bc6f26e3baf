"""Whatever bytes are handed in, there is a verdict for each rule, soon and without an exception."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.model.record import Trace
from grader.model.spec import Demand
from grader.source import MESSAGES, judge_source
from grader.source.text import LONGEST

DEMANDS = (
    Demand("forbid", ["softmax", "torch.nn.functional.*"]),
    Demand("require", ["exp"]),
    Demand("only", ["exp"]),
    Demand("loops", False),
    Demand("at_most", {"index": 3, "statement": 5}),
)
F = b"def f(x):\n    return "
HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "null bytes": b"def f(x):\n    return x\0",
    "no text": bytes(range(256)) * 20,
    "an unknown encoding": b"# coding: klingon\ndef f(x): return x",
    "an encoding of bytes": b"# coding: hex\ndef f(x): return x",
    "another encoding": "# coding: latin-1\ndef f(x): return 'é' + x.softmax(-1)".encode("latin-1"),
    "a mark of byte order": b"\xef\xbb\xbfdef f(x): return x.softmax(-1)",
    "utf-16": "def f(x): return x".encode("utf-16"),
    "a wrong encoding": b"def f(x): return '\xff'",
    "no Python": b"def f(x:\n  return",
    "too long": b"#" * (LONGEST + 1),
    "brackets": F + b"(" * 5000 + b")" * 5000,
    "brackets that are allowed": F + b"[" * 150 + b"x" + b"]" * 150,
    "minus signs": F + b"-" * 100_000 + b"x",
    "not": F + b"not " * 50_000 + b"x",
    "a long sum": F + b"+".join([b"x"] * 50_000),
    "a sum that is allowed": F + b"+".join([b"x.exp()"] * 500),
    "a long chain": F + b"x" + b".a" * 100_000,
    "a chain that is allowed": F + b"x" + b".exp()" * 300,
    "a chain of calls": F + b"x" + b"()" * 50_000,
    "lambdas": F + b"lambda: " * 20_000 + b"x",
    "many blocks": b"def f(x):\n" + b"".join(b" " * i + b"if x:\n" for i in range(1, 95)) + b" " * 95 + b"return x",
    "many functions": b"".join(b"def f%d(x):\n return f%d(x)\n" % (i, i + 1) for i in range(3000)) + b"f = f0",
    "a large circle": b"".join(b"def f%d(x):\n return f%d(x)\n" % (i, (i + 1) % 2000) for i in range(2000)) + b"f = f0",
    "everybody calls everybody": b"".join(
        b"def f%d(x):\n return %s\n" % (i, b",".join(b"f%d" % j for j in range(100))) for i in range(100)
    ) + b"f = f0",
    "aliases in a row": b"a0 = x.softmax\n" + b"".join(b"a%d = a%d\n" % (i + 1, i) for i in range(9000)) + b"f = a9000",
    "aliases in twos": b"def f(x):\n" + b"".join(
        b" a%d = a%d\n a%d = a%d.b\n" % (i + 1, i, i + 1, i) for i in range(400)) + b" return a400()",
    "aliases in a circle": b"a = b\nb = a\nf = a\ng = f.g\nf = g.f",
    "classes that inherit from two": b"class A0:\n pass\nclass B0:\n pass\n" + b"".join(
        b"class A%d(A%d, B%d):\n pass\nclass B%d(A%d, B%d):\n pass\n" % (i + 1, i, i, i + 1, i, i) for i in range(60)
    ) + b"class f(A60):\n def g(self):\n  return self.softmax()",
    "a class that inherits from itself": b"class f(f):\n def g(self):\n  return self.h(f.h)",
    "many methods": b"class f:\n" + b"".join(b" def m%d(self):\n  self.m%d()\n" % (i, i + 1) for i in range(2000)),
    "many lines": b"def f(x):\n" + b" x[0]\n" * 10_000,
    "a long line": F + b"x, " * 20_000,
    "odd names": "def f(x):\n    return x.ｓｏｆｔｍａｘ(-1)".encode(),
    "getattr in getattr": F + b"getattr(" * 90 + b"x" + b", 'a')" * 90,
    "stars everywhere": b"from f import *\nfrom . import *\nfrom .. import f\nfrom ... import *\n*a, f = 1, 2\n[f] = f",
    "control characters": b"def f(x):\n    return x.softmax(-1)  # \x1b[31m \x07\x0c\x0b",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.filterwarnings("error")
def test_hostile_texts_have_verdicts(name: str) -> None:
    for other in ((), (("other.py", b"from work import *\ndef g(x): return x"),)):
        began = time.monotonic()
        verdicts = judge_source(DEMANDS, (("work.py", HOSTILE[name]), *other), ("f",), Trace(("torch.exp", "x")))
        assert time.monotonic() - began < 60
        assert [verdict.kind for verdict in verdicts] == [demand.name for demand in DEMANDS]
        for verdict in verdicts:
            if verdict.message is not None:
                assert MESSAGES[verdict.message.id].format(**verdict.message.parameters)
                assert all(len(str(value)) < 2000 for value in verdict.message.parameters.values())


@pytest.mark.parametrize("name", ["minus signs", "a long chain", "a long sum", "lambdas", "not", "a chain of calls"])
def test_the_grader_survives_in_a_thread_too(name: str) -> None:
    """A parser that overflows its stack takes the process with it: seen from another process, in a small thread."""
    code = f"""
import threading
from grader.source.text import UnreadableError, read
def go():
    try:
        read("work.py", {HOSTILE[name]!r})
    except UnreadableError:
        pass
thread = threading.Thread(target=go)
thread.start()
thread.join()
"""
    done = subprocess.run([sys.executable, "-"], input=code, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_read_of_odd_encodings() -> None:
    for name in ("another encoding", "a mark of byte order", "odd names", "control characters"):
        forbid, *_ = judge_source(DEMANDS, (("work.py", HOSTILE[name]),), ("f",), None)
        assert forbid.message is not None and forbid.message.id == "forbid.written", name


def test_what_cannot_be_read_keeps_no_rule() -> None:
    for name in ("null bytes", "no Python", "an unknown encoding", "too long", "a wrong encoding"):
        verdicts = judge_source(DEMANDS, (("work.py", HOSTILE[name]),), ("f",), None)
        assert {verdict.message.id for verdict in verdicts if verdict.message} == {"source.unreadable"}
        assert not any(verdict.passed for verdict in verdicts)


def test_nothing_is_run() -> None:
    judge_source(DEMANDS, (("work.py", b"raise SystemExit(3)\nimport no.such.module\ndef f(x): 1 / 0"),), ("f",), None)


def test_without_demands_nothing_is_read() -> None:
    assert judge_source((), (("work.py", b"\0"),), ("f",), None) == ()


_WORDS = (
    "f x torch F softmax exp . ( ) [ ] , : = def class return import from as * @ lambda for in if \n \n\t \n\t\t 1 'a'"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*_WORDS.split(" "), "\n", "\n  ", "\n    "]), max_size=40), st.binary(max_size=30))
def test_any_text_has_verdicts(words: list[str], rest: bytes) -> None:
    for content in (" ".join(words).encode(), b"def f(x):\n    return " + " ".join(words).encode() + rest):
        verdicts = judge_source(DEMANDS, (("work.py", content),), ("f", "g"), None)
        assert len(verdicts) == len(DEMANDS)
