"""Several files of one submission: they import each other, and names are looked for in them in order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.model.calls import Call
from grader.model.record import Frame, Raised, Record
from grader.model.values import Tree
from grader.sandbox import Runner, Session, Source

Open = Callable[..., Session]
Make = Callable[..., Call]

MODEL = """
from torch import nn

class Net(nn.Module):
    def forward(self):
        return "net"

def size():
    return helped()

def helped():
    raise ValueError("too small")
"""
TRAIN = """
from model import Net, size
import train as myself

def train():
    return [Net()(), myself.train is train]

def measure():
    return size()
"""


def result(session: Session, call: Call) -> Tree | Raised:
    (answer,) = session.run([call], 10).answers
    assert isinstance(answer, Record), answer
    return answer.raised or answer.values["result"]


def items(tree: Tree | Raised) -> list[object]:
    return list(tree.items)  # type: ignore[union-attr]


@pytest.mark.parametrize("first", ["model.py", "train.py"])
def test_they_import_each_other_in_any_order(first: str, runner: Runner, session_of: Open, call: Make) -> None:
    texts = {"model.py": MODEL, "train.py": TRAIN}
    others = {name: text for name, text in texts.items() if name != first}
    with session_of(runner, texts[first], name=first, others=others) as session:
        assert items(result(session, call("train"))) == ["net", True]
        assert result(session, call("", class_name="Net")) == "net"


def test_a_traceback_names_each_file(fork: Runner, session_of: Open, call: Make) -> None:
    with session_of(fork, MODEL, name="model.py", others={"train.py": TRAIN}) as session:
        raised = result(session, call("measure"))
    assert isinstance(raised, Raised)
    assert raised.frames == (
        Frame("train.py", 9, "measure", "return size()"),
        Frame("model.py", 9, "size", "return helped()"),
        Frame("model.py", 12, "helped", 'raise ValueError("too small")'),
    )


@pytest.mark.parametrize(
    ("second", "kind", "line"),
    [("def f(:\n    pass\n", "SyntaxError", 1), ("x = 1\nraise ValueError('no')\n", "ValueError", 2)],
)
def test_what_is_wrong_with_the_second_is_told_of_it(
    second: str, kind: str, line: int, fork: Runner, session_of: Open, call: Make
) -> None:
    for first in ("import b\n", ""):
        with session_of(fork, first, name="a.py", others={"b.py": second}) as session:
            assert session.run([call()], 10).answers == ()
            assert isinstance(session.broken, Raised)
            assert (session.broken.stage, session.broken.type) == ("import", kind)
            assert (session.broken.frames[-1].file, session.broken.frames[-1].line) == ("b.py", line)


NAMES = {
    "an import from torch": ("from torch.nn.functional import softmax as f", "def f():\n    return 2", 2),
    "an import from the other": ("from b import f", "def f():\n    return 2", 2),
    "a star": ("from b import *", "def f():\n    return 2", 2),
    "the first that defines it": ("def f():\n    return 1", "def f():\n    return 2", 1),
    "in a branch": (
        "try:\n    from nowhere import f\nexcept ImportError:\n    def f():\n        return 1",
        "f = int",
        1,
    ),
    "a lambda": ("f = lambda: 1", "def f():\n    return 2", 1),
    "only an import": ("from b import g as f", "def g():\n    return 3", 3),
    "taken away again": ("def f():\n    return 1\ndel f", "def f():\n    return 2", 2),
    "another encoding": ("# -*- coding: latin-1 -*-\ndef f():\n    return 1", "def f():\n    return 2", 1),
}


@pytest.mark.parametrize("name", NAMES)
def test_which_one_is_meant(name: str, fork: Runner, session_of: Open, call: Make) -> None:
    first, second, found = NAMES[name]
    with session_of(fork, first, name="a.py", others={"b.py": second}) as session:
        assert result(session, call()) == found, session.broken


def test_what_is_not_written_names_what_is_there(fork: Runner, session_of: Open, call: Make) -> None:
    with session_of(fork, MODEL, name="model.py", others={"train.py": TRAIN}) as session:
        raised = result(session, call("tain"))
    assert isinstance(raised, Raised) and raised.stage == "find"
    assert {"Net", "size", "train", "measure"} <= set(raised.names)


def test_each_is_run_once_and_nothing_of_the_folder_is(fork: Runner, session_of: Open, call: Make) -> None:
    first = """
    import b
    from pathlib import Path
    Path("c.py").write_text("x = 1")
    Path("b.py").write_text("count = [7]")

    def f():
        import b
        b.count.append(1)
        try:
            import c
        except ModuleNotFoundError:
            return b.count
    """
    with session_of(fork, first, name="a.py", others={"b.py": "import a\ncount = []\n"}) as session:
        assert items(result(session, call())) == [1]
        assert items(result(session, call())) == [1, 1]


def test_where_the_text_says_that_something_is() -> None:
    source = Source("model.py", MODEL.encode(), (("train.py", TRAIN.encode()),))
    found = [source.file_of(name) for name in ("size", "measure", "Net", "nothing", "measur.", "")]
    assert found == ["model.py", "train.py", "model.py", "model.py", "model.py", "model.py"]
    called = Source("a.py", b"f()\nf == 1\n", (("b.py", b"f: object = int\n"),))
    assert called.file_of("f") == "b.py"
    assert Source("train.py", TRAIN.encode()).file_of("Net") == "train.py"
