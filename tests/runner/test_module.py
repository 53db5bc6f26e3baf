"""How a submission's file becomes a module: under its own name where that is free, and what is wrong with it told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.model.calls import Call
from grader.model.record import Raised, Record
from grader.sandbox import Runner, Session

Open = Callable[..., Session]
Make = Callable[..., Call]


@pytest.mark.parametrize(
    "name",
    ["random.py", "torch.py", "json.py", "numpy.py", "sitecustomize.py", "__main__.py", "not-a-name.py", "grader.py"],
)
def test_no_file_takes_the_place_of_another_module(name: str, fork: Runner, session_of: Open, call: Make) -> None:
    text = """
def f(x):
    import json, random, torch
    return [random.randint(7, 7), json.loads("1"), (torch.ones(1) * x).item()]
"""
    with session_of(fork, text, name=name) as opened:
        (answer,) = opened.run([call(x=3)], 10).answers
    assert isinstance(answer, Record) and answer.raised is None
    assert repr(answer.values["result"]).count("7, 1, 3.0")


RIGHT: dict[str, str | bytes] = {
    "its own name": "def f():\n    return __name__ == 'work' and __file__.endswith('work.py')",
    "not run as a program": "ran = False\nif __name__ == '__main__':\n    ran = True\ndef f():\n    return not ran",
    "data class": (
        "from __future__ import annotations\nfrom dataclasses import dataclass\n@dataclass\nclass A:\n    x: int = 1\n"
        "def f():\n    return A() == A()"
    ),
    "imports itself": "def f():\n    import work\n    return work.f is f",
    "saves and loads": (
        "import io, torch\nclass A(torch.nn.Linear): pass\ndef f():\n    file = io.BytesIO()\n"
        "    torch.save(A(1, 1), file)\n    file.seek(0)\n    return type(torch.load(file, weights_only=False)) is A"
    ),
    "saves into its folder": (
        "import torch\ndef f():\n    torch.save(torch.ones(1), 'x.pt')\n    return torch.load('x.pt').item() == 1"
    ),
    "reads its own text": "import inspect\ndef f():\n    return inspect.getsource(f).startswith('def f')",
    "pickles": "import pickle\nclass A: pass\ndef f():\n    return type(pickle.loads(pickle.dumps(A()))) is A",
    "another encoding": "# -*- coding: latin-1 -*-\ndef f():\n    return 'é' == chr(233)".encode("latin-1"),
    "byte order mark": b"\xef\xbb\xbfdef f():\n    return True",
    "Windows lines": b"def f():\r\n    return True\r\n",
    "type hints of its own": (
        "import typing\nclass A: pass\ndef g(x: 'A'): pass\ndef f():\n    return typing.get_type_hints(g)['x'] is A"
    ),
    "empty lines only": "\n\n\ndef f():\n    return True",
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_it_works_as_when_imported(name: str, fork: Runner, session_of: Open, call: Make) -> None:
    with session_of(fork, RIGHT[name]) as opened:
        observed = opened.run([call()], 10)
        assert opened.broken is None, opened.broken
    (answer,) = observed.answers
    assert isinstance(answer, Record) and answer.raised is None, answer
    assert answer.values["result"] is True


BROKEN: dict[str, tuple[bytes, str, str, int]] = {
    "syntax": (b"x = 1\ndef f(:\n    pass", "SyntaxError", "invalid syntax", 2),
    "indentation": (b"def f():\nreturn 1", "IndentationError", "expected an indented block", 2),
    "tabs": (b"def f():\n\tif 1:\n        return 1", "TabError", "inconsistent", 3),
    "null bytes": (b"x = 1\0", "SyntaxError", "null bytes", 0),
    "no text": (b"\xff\xfe\xff", "SyntaxError", "", 0),
    "unknown encoding": (b"# -*- coding: klingon -*-\n", "SyntaxError", "unknown encoding", 0),
    "wrong bytes": (b"# -*- coding: ascii -*-\nx = '\xe9'\n", "UnicodeDecodeError", "", 0),
    "raises": (b"x = 1\n\nraise ValueError('here')\n", "ValueError", "here", 3),
    "raises in a function": (b"def g():\n    1 / 0\n\ng()\n", "ZeroDivisionError", "division by zero", 2),
    "missing": (b"import matplotlibb\n", "ModuleNotFoundError", "No module named 'matplotlibb'", 1),
    "many minus signs": (b"x = " + b"-" * 1_000_000 + b"1", "", "", 0),
    "many brackets": (b"x = " + b"(" * 1_000 + b")" * 1_000, "SyntaxError", "too many nested parentheses", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_with_the_file_is_told_once(name: str, fork: Runner, session_of: Open, call: Make) -> None:
    content, kind, text, line = BROKEN[name]
    with session_of(fork, content) as opened:
        assert opened.run([call()], 10).answers == ()
        broken = opened.broken
    if not kind:  # Python's own parser may give in to it in several ways
        assert broken is not None
        return
    assert isinstance(broken, Raised)
    assert (broken.stage, broken.type) == ("import", kind)
    assert text in broken.text
    assert (broken.frames[-1].line if broken.frames else 0) == line
