"""What an author provides lies beside a submission: readable, importable, and as it was for every exercise."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.model.calls import Call
from grader.model.record import Record
from grader.sandbox import Budget, Policy, Runner, Session, Source, start_attached
from grader.sandbox.folder import fill_folder, stamps

Open = Callable[..., Session]
Make = Callable[..., Call]
PROVIDED = {
    "data/points.txt": "1 2 3",
    "helpers.py": "from inputs import numbers\n\ndef total():\n    return sum(numbers())\n",
    "inputs.py": "def numbers():\n    return [int(each) for each in open('data/points.txt').read().split()]\n",
    "tools/__init__.py": "from tools.deep import NAME\n",
    "tools/deep.py": "NAME = __name__\n",
    "loose/part.py": "from . import __name__ as above\n",
}


def result(session: Session, call: Call) -> object:
    (answer,) = session.run([call], 10).answers
    assert isinstance(answer, Record) and answer.raised is None, answer
    return answer.values["result"]


def test_it_is_read_and_imported(runner: Runner, session_of: Open, call: Make) -> None:
    text = """
    import importlib, inspect
    import helpers, tools
    from loose import part

    def f():
        built = importlib.import_module("inputs").numbers()
        return [helpers.total(), tools.NAME, part.above, built, inspect.getsource(helpers.total).count("sum")]
    """
    with session_of(runner, text, provided=PROVIDED) as session:
        found = result(session, call())
    assert [getattr(item, "items", item) for item in found.items] == [6, "tools.deep", "loose", (1, 2, 3), 1]  # type: ignore[attr-defined]


def test_it_comes_from_what_was_read(fork: Runner, session_of: Open, call: Make) -> None:
    text = """
    from pathlib import Path
    Path("helpers.py").write_text("def total():\\n    return -1")
    import helpers

    def f():
        return helpers.total()
    """
    with session_of(fork, text, provided=PROVIDED) as session:
        assert result(session, call()) == 6


@pytest.mark.parametrize("name", ["random.py", "torch.py", "numpy/__init__.py", "json/decoder.py", "not-a-name.py"])
def test_nothing_of_python_or_torch_is_hidden_by_it(name: str, fork: Runner, session_of: Open, call: Make) -> None:
    text = """
    def f():
        import json, numpy, random, torch
        return json.loads("1") + random.randint(7, 7) + numpy.ones(1).item() + torch.ones(1).item()
    """
    with session_of(fork, text, provided={name: "raise RuntimeError('taken')"}) as session:
        assert result(session, call()) == 10


def test_the_submission_has_its_own_name(fork: Runner, session_of: Open, call: Make) -> None:
    text = "import b\ndef f():\n    return b.x"
    with session_of(fork, text, others={"b.py": "x = 1"}, provided={"b.py": "x = 2", "work.py": "x = 3"}) as session:
        assert result(session, call()) == 1


SPOILED = {
    "written over": "open('data/points.txt', 'w').write('9')",
    "written over in the same size": "open('data/points.txt', 'r+').write('9')",
    "backdated": "import os; t = os.stat(p := 'data/points.txt'); open(p, 'r+').write('9'); "
    "os.utime(p, ns=(t.st_atime_ns, t.st_mtime_ns))",
    "removed": "import os; os.remove('data/points.txt')",
    "replaced": "import os; open('x', 'w').write('4 5 6'); os.replace('x', 'data/points.txt')",
    "its folder moved": "import os; os.rename('data', 'gone')",
    "made a folder": "import os; os.remove('data/points.txt'); os.mkdir('data/points.txt')",
}


@pytest.mark.parametrize("how", SPOILED)
def test_what_one_exercise_changes_the_next_finds_as_it_was(
    how: str, fork: Runner, session_of: Open, call: Make
) -> None:
    text = f"import helpers\ndef f():\n    return helpers.total()\ndef spoil():\n    {SPOILED[how]}\n"
    with session_of(fork, text, provided=PROVIDED) as session:
        assert result(session, call()) == 6
        session.run([call("spoil")], 10)
        assert result(session, call()) == 6


def test_a_child_that_changes_nothing_stays(spare: Runner, session_of: Open, call: Make) -> None:
    text = "import os\ndef f():\n    open('data/points.txt').read()\n    open('own.txt', 'a').write('x')\n"
    text += "    return os.getpid()\n"
    with session_of(spare, text, provided=PROVIDED) as session:
        assert result(session, call()) == result(session, call())


def test_within_one_exercise_changes_stay(fork: Runner, session_of: Open, call: Make) -> None:
    text = (
        "def f():\n    with open('log.txt', 'a') as log:\n        log.write('x')\n    return open('log.txt').read()\n"
    )
    with session_of(fork, text, provided={"log.txt": ""}) as session:
        answers = session.run([call(), call()], 10).answers
        assert [answer.values["result"] for answer in answers] == ["x", "xx"]  # type: ignore[union-attr]
        assert result(session, call()) == "x"


def test_a_child_that_is_debugged_is_not_replaced(call: Make) -> None:
    source = Source(
        "work.py", b"def f():\n    open('data', 'a').write('x')\n    return open('data').read()\n", (), (("data", b""),)
    )
    budget = Budget(seconds=10, cpu=60, memory=1 << 30, data=1 << 20)
    with start_attached() as runner, Session(runner, source, Policy(Path(__file__), layers=()), budget) as session:
        assert [result(session, call()) for _ in range(2)] == ["x", "xx"]


def test_a_stamp_tells_what_was_changed(tmp_path: Path) -> None:
    files: Mapping[str, bytes] = {"a": b"1", "b/c/d": b"2"}
    fill_folder(tmp_path, files.items())
    before = stamps(tmp_path, files)
    assert stamps(tmp_path, files) == before and None not in before
    (tmp_path / "a").unlink()
    assert stamps(tmp_path, files) == (None, before[1])
    os.utime(tmp_path / "b/c/d", ns=(1, 1))
    assert stamps(tmp_path, files)[1] != before[1]
