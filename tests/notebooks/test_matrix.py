"""Notebooks as students have them, each with the points that it must get: one for `square`, two for `Shift`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest

from grader.model.result import Result
from tests.notebooks.built import built, code, text

TORCH = "import torch\nfrom torch import nn\n"
SQUARE = "def square(x):\n    return x * x\n"
SHIFT = """\
class Shift(nn.Module):
    def __init__(self, by):
        super().__init__()
        self.by = by

    def forward(self, x):
        return x + self.by
"""
TRAINING = """\
model = Shift(1.0)
data = torch.randn(1000, 2)
for epoch in range(10**9):
    loss = (model(data) ** 2).mean()
    loss.backward()
    print(epoch, loss.item())
"""
ALL = (TORCH, SQUARE, SHIFT)


def cells(*more: object, after: tuple[object, ...] = ()) -> bytes:
    """Right work between what stands before it and ``after`` it."""
    return built(*more, *ALL, *after)


def with_square(*lines: object) -> bytes:
    """Right but for how `square` is written."""
    return built(TORCH, SHIFT, *lines)


MATRIX: Mapping[str, tuple[bytes, int]] = {
    # What is left out
    "plain": (cells(), 3),
    "mounts the drive": (cells("from google.colab import drive\ndrive.mount('/content/drive')"), 3),
    "drive paths": (
        cells("ROOT = '/content/drive/MyDrive'\nimport sys\nsys.path.append(ROOT)\nf = open(ROOT + '/x')"),
        3,
    ),
    "pip": (cells("!pip install --quiet wandb==0.1 \\\n  einops\n%pip install torchvision"), 3),
    "bash cell": (cells("%%bash\nset -e\nrm -rf $HOME/*; for i in 1 2; do echo $i; done"), 3),
    "html cell": (cells("%%html\n<b>hello</b>"), 3),
    "trains": (cells(after=(TRAINING,)), 3),
    "prints and plots": (
        cells(after=("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nprint(square(3))",)),
        3,
    ),
    "input": (cells("name = input('Who are you? ')\nage = int(input())"), 3),
    "cuda": (
        cells(after=("model = Shift(1.0).cuda()\nx = torch.ones(3, device='cuda')\ny = square(x.to('cuda'))",)),
        3,
    ),
    "exits": (cells("import os, sys\nsys.exit(1)\nos._exit(1)\nquit()"), 3),
    "asserts": (cells(after=("assert square(2) == 5, 'my own test'\nraise ValueError",)), 3),
    "main": (cells(after=('if __name__ == "__main__":\n    while True:\n        square(1)\n',)), 3),
    "absent libraries": (cells("import seaborn as sns\nimport no_such_library.of_mine as nothing\nsns.set_theme()"), 3),
    "stars that are absent": (cells("from no_such_library.all import *"), 3),
    "a plot function": (cells("import seaborn as sns", "def plot(x):\n    sns.lineplot(x)\n    plt.show()"), 3),
    "settings": (cells("torch.backends.cudnn.benchmark = True", "import numpy as np\nnp.set_printoptions(3)"), 3),
    "questions": (cells("?torch.randn", after=("square?", "Shift??\nnn.Mod*?", "%timeit square(torch.ones(3))")), 3),
    "shell values": (cells("files = !ls -l\nhere = %pwd\nfor f in files:\n    print(f)"), 3),
    "an indented shell line": (
        built(TORCH + "try:\n    import einops\nexcept ImportError:\n    !pip install einops\n", *ALL),
        3,
    ),
    "waits": (cells("import asyncio\nawait asyncio.sleep(1000)\nresult = await asyncio.sleep(1, 2)"), 3),
    "a cell that is no Python": (cells("def broken(:\n    pass", after=("print 'hello'", "for i in range(3):")), 3),
    "a return outside": (cells("return 5", after=("x = 1\nbreak",)), 3),
    "null bytes": (cells("x = '\0'\n", after=("\ud800 = 1", "\x1b[2J\u202e")), 3),
    "20 MB of outputs": (
        built(*ALL, code("plot()", outputs=[{"data": {"image/png": "iVBOR" * 50_000}} for _ in range(80)])),
        3,
    ),
    # What is kept
    "magic below a line": (built("%matplotlib inline\n%load_ext autoreload\n" + TORCH, SQUARE, SHIFT), 3),
    "timed cells": (built("%%time\n" + TORCH, "%%capture out\n" + SQUARE, "\n%%timeit -n 1\n" + SHIFT), 3),
    "redefined": (built(TORCH, SHIFT, "def square(x):\n    return x", SQUARE), 3),
    "redefined wrongly": (cells(after=("def square(x):\n    return x + 1",)), 2),
    "a class redefined": (built(TORCH, SQUARE, "class Shift:\n    pass", SHIFT), 3),
    "unfilled": (built(TORCH, "def square(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()", SHIFT), 2),
    "a blank": (built(TORCH, "def square(x):\n    return ___\n", SHIFT), 2),
    "only comments in a function": (built(TORCH, "def square(x):\n    # TODO\n", SHIFT), 2),
    "constants": (with_square("TWO = 2\nEXPONENT = TWO * 1\n\ndef square(x):\n    return x ** EXPONENT"), 3),
    "a constant tensor": (with_square("ONE = torch.ones(1)\n\ndef square(x):\n    return x * x * ONE"), 3),
    "a device": (
        with_square(
            'device = torch.device("cuda" if torch.cuda.is_available() else "cpu")\nprint(device)',
            "def square(x):\n    return (x * x).to(device)",
        ),
        3,
    ),
    "a device by branches": (
        with_square(
            'if torch.cuda.is_available():\n    device = "cuda"\n    print(device)\nelse:\n    device = "cpu"',
            "def square(x):\n    return (x * x).to(device)",
        ),
        3,
    ),
    "a configuration": (
        with_square(
            "from dataclasses import dataclass\n@dataclass\nclass Config:\n    power: int = 3",
            "config = Config()\nconfig.power = 2",
            "def square(x):\n    def inner():\n        return x ** config.power\n    return inner()",
        ),
        3,
    ),
    "a lambda": (with_square("square = lambda x: x * x"), 3),
    "a partial": (
        with_square("from functools import partial\ndef power(n, x):\n    return x ** n", "square = partial(power, 2)"),
        3,
    ),
    "decorated": (
        with_square(
            "import functools",
            "def loud(f):\n    @functools.wraps(f)\n    def g(*a, **k):\n        return f(*a, **k)\n    return g",
            "@torch.no_grad()\ndef other(x):\n    return x",
            "@loud\ndef square(x):\n    return x * x",
        ),
        3,
    ),
    "annotated later": (
        with_square(
            "from __future__ import annotations\ndef square(x: Tensor) -> Later:\n    return x * x", "class Later: pass"
        ),
        3,
    ),
    "a type alias": (
        with_square(
            "from typing import TypeAlias\nT: TypeAlias = torch.Tensor\ndef square(x: T) -> T:\n    return x * x"
        ),
        3,
    ),
    "for type checkers": (
        with_square(
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from nowhere import T",
            "def square(x: 'T'):\n    return x * x",
        ),
        3,
    ),
    "star imports": (
        built(
            "from torch import *\nfrom torch.nn import *\nimport torch.nn as nn\nTWO = tensor(2.0)",
            "def square(x):\n    return x ** TWO",
            SHIFT,
        ),
        3,
    ),
    "tabs": (built(TORCH, SQUARE.replace("    ", "\t"), SHIFT), 3),
    "CRLF": (built(*(each.replace("\n", "\r\n") for each in ALL)), 3),
    "lists of lines": (built(*(each.splitlines(keepends=True) for each in ALL)), 3),
    "BOM": (b"\xef\xbb\xbf" + cells("\ufeff# first"), 3),
    "an encoding's comment": (cells("# -*- coding: utf-16 -*-\nimport math"), 3),
    "an indented cell": (built(TORCH, "    def square(x):\n        return x * x\n", SHIFT), 3),
    "several on a line": (
        with_square("print(1); TWO = 2; print(\n  2,\n); input()", "def square(x): y = x; return y ** TWO"),
        3,
    ),
    "text between": (
        built(
            text("# Title"),
            TORCH,
            text("def square(x): return 0"),
            SQUARE,
            {"cell_type": "raw", "source": "x ="},
            SHIFT,
        ),
        3,
    ),
    "a helper of the course": (
        with_square("import helpers\nfrom helpers import twice", "def square(x):\n    return twice(x * x) / 2"),
        3,
    ),
    "a helper of its own": (
        with_square(
            "%%writefile mine.py\nimport torch\ndef power(x):\n    return x * x",
            "import mine\ndef square(x):\n    return mine.power(x)",
        ),
        3,
    ),
    "a file of data": (
        with_square(
            "%%writefile power.txt\n2",
            "def square(x):\n    with open('power.txt') as file:\n        return x ** int(file.read())",
        ),
        3,
    ),
    "writes the file itself": (built("%%writefile autograd.py\n" + TORCH + SQUARE + SHIFT, "!python autograd.py"), 3),
    # Stand-ins
    "wandb": (
        with_square(
            "import wandb\nwandb.init(project='x')", "def square(x):\n    wandb.log({'x': 1})\n    return x * x"
        ),
        3,
    ),
    "tqdm": (
        with_square(
            "from tqdm.auto import tqdm",
            "def square(x):\n    y = 0\n    for _ in tqdm(range(2)):\n        y = y + x * x / 2\n    return y",
        ),
        3,
    ),
    "plots while it computes": (
        with_square(
            "import matplotlib.pyplot as plt",
            "def square(x):\n    fig, ax = plt.subplots()\n    ax.plot(x)\n    plt.show()\n    return x * x",
        ),
        3,
    ),
    "shows": (
        with_square(
            "from IPython.display import clear_output",
            "def square(x):\n    clear_output(wait=True)\n    display(x)\n    return x * x",
        ),
        3,
    ),
    "in Colab?": (
        with_square(
            "try:\n    import google.colab\n    IN_COLAB = True\nexcept ImportError:\n    IN_COLAB = False",
            "def square(x):\n    return x * x if not IN_COLAB else x",
        ),
        3,
    ),
    # Shadows
    "shadowed builtins": (
        with_square("sum = 0\nlist = [1]\nfor i in list: sum += i", "def square(x):\n    return x * x"),
        3,
    ),
    "a local name that is left out above": (
        with_square("x = load()\ny = train(x)", "def square(x):\n    y = x\n    return x * y"),
        3,
    ),
    "compiled": (cells(after=("square = torch.compile(square)\nmodel = torch.jit.script(Shift(1.0))",)), 3),
    # What cannot be known
    "a global that was trained": (with_square("power = train()", "def square(x):\n    return x ** power"), 2),
    "forbidden in a helper": (
        with_square(
            "%%writefile mine.py\nimport torch\ndef power(x):\n    return torch.square(x)",
            "import mine\ndef square(x):\n    return mine.power(x)",
        ),
        2,
    ),
    "an endless function": (built(TORCH, "def square(x):\n    return [][0]", SHIFT), 2),
    # Nothing there
    "empty": (built(), 0),
    "no code": (built(text("def square(x): return x * x"), "", "  \n# nothing"), 0),
    # Other forms
    "nbformat 3": (built({"cell_type": "heading", "source": "Title", "level": 1}, *ALL, version=3), 3),
    "nbformat 3 in lines": (built(*(each.splitlines(keepends=True) for each in ALL), version=3), 3),
    "sources of other types": (
        built(*ALL, {"cell_type": "code", "source": 5}, {"cell_type": "code"}, 7, None, {"source": "x"}),
        3,
    ),
    "many cells": (built(*ALL, *["x = 1\n"] * 5000), 3),
    "nested deeply": (
        built(*ALL, "x = " + "(" * 5000 + ")" * 5000, "x = " + "-" * 100_000 + "1", "x" + ".a" * 50_000),
        3,
    ),
}

SCRIPTS: Mapping[str, tuple[bytes, int]] = {
    "JSON": (cells(after=(TRAINING,)), 3),
    "Colab": (
        (
            "# -*- coding: utf-8 -*-\n"
            + TORCH
            + "from google.colab import drive\ndrive.mount('/content')\n!pip install x\n"
            + SQUARE
            + SHIFT
            + TRAINING
        ).encode(),
        3,
    ),
    "nbconvert": (
        (
            "#!/usr/bin/env python\n# In[1]:\nget_ipython().system('pip install x')\n"
            + TORCH
            + "get_ipython().run_line_magic('matplotlib', 'inline')\n"
            + SQUARE
            + SHIFT
            + "print(square(2))\n"
        ).encode(),
        3,
    ),
    "magic in a script": (("%matplotlib inline\n" + TORCH + SQUARE + SHIFT).encode(), 3),
    "ordinary": ((TORCH + SQUARE + SHIFT).encode(), 3),
    "ordinary, and what it prints is not left out": ((TORCH + SQUARE + SHIFT + "print(5 % 3, '!ls')\n").encode(), 3),
    "ordinary, with a mistake at its top": ((TORCH + SQUARE + SHIFT + "1 / 0\n").encode(), 0),
    "ordinary, and guarded": (
        (
            TORCH + "try:\n    get_ipython()\nexcept NameError:\n    POWER = 2\n"
            "def square(x):\n    return x ** POWER\n" + SHIFT
        ).encode(),
        3,
    ),
    "no Python": ((TORCH + SQUARE + "def broken(:\n" + SHIFT).encode(), 0),
    "no Python, with a line of a notebook": ((TORCH + "!ls\n" + SQUARE + "def broken(:\n" + SHIFT).encode(), 0),
    "JSON of something else": (b'{"cells": 5}', 0),
}


@pytest.mark.parametrize("name", MATRIX)
def test_a_notebook_gets_its_points(name: str, grade: Callable[..., Result]) -> None:
    content, score = MATRIX[name]
    result = grade(content)
    assert result.complete
    assert result.score == 100 * score, [(each.id, each.cause, each.message) for each in result.exercises]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_gets_its_points(name: str, grade: Callable[..., Result]) -> None:
    content, score = SCRIPTS[name]
    result = grade(content, "autograd.py")
    assert result.complete
    assert result.score == 100 * score, [(each.id, each.cause, each.message) for each in result.exercises]
    assert name.startswith(("ordinary", "no Python", "JSON of")) is not bool(result.notes)


def test_the_matrix_has_fifty_and_each_is_json_as_jupyter_writes_it() -> None:
    assert len(MATRIX) + len(SCRIPTS) >= 50
    for content, _ in MATRIX.values():
        assert "nbformat" in json.loads(content)
