"""What is kept of a notebook, line by line where it was, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from grader.notebooks import Converted, of_notebook, of_script
from tests.notebooks.built import built, code


def converted(*cells: object, asked: Iterable[str] = ("f",), whole: bool = False) -> Converted:
    return of_notebook("w.ipynb", built(*cells), "w.py", set(asked), ["w.py", "helpers.py"], whole=whole)


def kept(*cells: object, asked: Iterable[str] = ("f",), whole: bool = False) -> list[str]:
    """What is left, without its head and what is blank."""
    lines = converted(*cells, asked=asked, whole=whole).content.decode().split("\n")[2:]
    return [line for line in lines if line.strip()]


F = "def f(x): return x"

# One cell, and what is left of it where `f` uses `a`.
VALUES = {
    "a = 1": True,
    "a: int = 1": True,
    "a = -1 + 2 * 3 ** 2": True,
    "a = [1, {'x': (2, 3)}]": True,
    "a = 'cuda'": True,
    "a = f'{1 + 1}'": True,
    "a = lambda: input()": True,
    "a = [n * n for n in range(3)]": True,
    "import torch; a = torch.zeros(3).to(torch.float64)": True,
    "import torch; a = torch.device('cuda')": True,
    "import torch; a = torch.Generator().manual_seed(3)": True,
    "import torch.nn as nn; a = nn.Linear(2, 2)": True,
    "from torch.nn.functional import relu; a = relu": True,
    "import numpy as np; a = np.arange(3)": True,
    "import math; a = math.pi": True,
    "from collections import namedtuple; P = namedtuple('P', 'x'); a = P(1)": True,
    "class C: pass\na = C()": True,
    "import os; a = os.environ.get('HOME', '')": True,
    "a = input()": False,
    "a = open('x').read()": False,
    "a = eval('1')": False,
    "a = f(1)": False,
    "a = [f(n) for n in (1, 2)]": False,
    "a = (lambda: 1)() + train()": False,
    "import torch; a = torch.load('x')": False,
    "import torch; a = torch.ones(1).cuda()": False,
    "import torch; a = torch.ones(1, device='cuda:0')": False,
    "import torch; a = torch.ones(1).to('cuda')": False,
    "import torch; a = torch.optim.SGD([], 1)": False,
    "import requests; a = requests.get('x')": False,
    "import time; a = time.sleep(9)": False,
    "a = await b": False,
    "for a in range(3): pass": False,
    "with x as a: pass": False,
    "a = __import__('os')": False,
}


@pytest.mark.parametrize("text", VALUES)
def test_values(text: str) -> None:
    found = converted(text, "def f(x): return a")
    left = found.content.decode()
    assert ("a = " in left or "a: " in left) is VALUES[text], left
    assert any("what sets `a` was not run" in note for note in found.notes) is not VALUES[text]


def test_what_nothing_uses_is_left_out() -> None:
    assert kept("a = 1\nimport json\nimport torch\nfrom math import *", F) == ["import torch", "from math import *", F]


def test_every_line_stays_where_it_was() -> None:
    cell = "print(1)\n\n\n@staticmethod\ndef f(x):\n    return x  # here\nf(2); g = 1"
    assert converted(cell).content.decode().split("\n")[2:-1] == ["", "", "", *cell.split("\n")[3:6], "pass; pass"]


def test_branches_lose_what_is_not_kept() -> None:
    text = "try:\n    import a_b\nexcept ImportError:\n    print(\n        1)\n    a_b = None\ndef f(x): return a_b"
    assert kept(text)[:-1] == ["try:", "    import a_b", "except ImportError:", "    pass", "    a_b = None"]


def test_what_needs_what_is_not_there_is_left_out_and_told() -> None:
    found = converted("@later\ndef f(x): pass", "def later(f): return f", "class C(missing): pass")
    assert b"def f" not in found.content and b"class C" not in found.content
    assert found.notes == ("`f` was left out (cell 1, line 2): it needs `later`, which is not there yet",)


def test_of_a_chain_of_values_the_first_is_told() -> None:
    found = converted("w = open('x').read()\nc = len(w)\nd = c + 1\np, q = load(), 1", "def f(x): return d, p, q")
    assert [note.partition(" (cell")[0] for note in found.notes[1:]] == [
        "what sets `w` was not run, since it calls `open('x').read`",
        "what sets `p` and `q` was not run, since it calls `load`",
    ]


def test_future_imports_come_first() -> None:
    content = converted(F, "from __future__ import annotations").content.decode()
    assert content.split("\n")[1] == "from __future__ import annotations"
    assert "no Python, line 1: not a chance" in converted("from __future__ import braces").notes[0]


def test_changes_that_are_left_out_are_told() -> None:
    found = converted("t = {}\nfor i in range(3):\n    t[i] = i\nu = []\nu.append(1)", "def f(x): return t, u")
    assert [note.partition(" was not run")[0] for note in found.notes[1:]] == ["what sets `t`", "what sets `u`"]


def test_names_of_functions_are_nobody_elses() -> None:
    found = converted("x = load()\ny = load()\nz = load()", "def f(x, *y):\n    z = 1\n    return [x for q in z]")
    assert len(found.notes) == 1


def test_imports_that_may_fail_are_kept_where_exercises_need_them() -> None:
    cells = ("import far\nimport helpers", "def g(): return far", "def h(): return helpers")
    assert "import far" not in kept(*cells) and "import helpers" in kept(*cells)
    assert "import far" in kept(*cells, "def f(x): return g()")


def test_everything_is_kept_where_it_is_asked_for() -> None:
    cells = ("!ls\nprint(1)", "%%bash\nls", "await x", "for i in range(3):\n    %time print(i)")
    assert kept(*cells, whole=True) == ["pass", "print(1)", "for i in range(3):", "    pass"]
    assert kept(code("print(1)", tags=("grade",)), "print(2)") == ["print(1)"]


def test_names_that_only_notebooks_have() -> None:
    found = converted("def f(x): display(x)")
    assert b"from IPython.display import display" in found.content
    assert [name for name, _ in found.provided] == ["IPython/__init__.py", "IPython/display/__init__.py"]


@pytest.mark.parametrize(
    "text",
    [
        "x = 1",
        "x = 5 % 3\ny = x != 2",
        "def f(:",
        "!ls\ndef f(:",
        "try:\n    get_ipython()\nexcept NameError:\n    pass",
        "def get_ipython(): pass\nget_ipython()",
        "s = '''\n!ls\n'''",
    ],
)
def test_a_script_that_is_no_notebooks_stays_as_it_is(text: str) -> None:
    assert of_script("w.py", text.encode(), ["f"], []) is None


@pytest.mark.parametrize("name", ["../x.py", "/etc/x.py", "a/b.py", ".hidden", "w.py2/..", "helpers.py", "IPython", ""])
def test_files_are_written_nowhere_else(name: str) -> None:
    found = converted(f"%%writefile {name}\nx = 1", "import x, helpers\ndef f(): return x, helpers")
    assert (found.others, found.provided) == ((), ())
