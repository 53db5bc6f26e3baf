"""A small course, and a class of any size that hands in what was made to earn a known score.

Each kind of submission is one function from its number to what it writes, with the points that it must get.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

COURSE = "format: 1\ntitle: A small course\n"
ASSIGNMENT = """\
format: 1
title: A small one
submission: small.py
limits: {seconds: 3, memory: 512MiB}
exercises:
  - id: square
    points: 2
    call: square
    given: {x: {randn: [3]}}
    backward: random
  - id: double
    points: 1
    call: double
    given: {x: {randn: [2, 2]}}
"""
SOLUTION = "def square(x):\n    return x * x\n\n\ndef double(x):\n    return 2 * x\n"
DOUBLE = "\n\ndef double(x):\n    return 2 * x\n"
ALL, PART, NONE = 300, 100, 0

LIAR = """\
import torch


class Liar(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return True


def square(x):
    torch.allclose = lambda *_, **__: True
    torch.equal = torch.allclose
    return Liar(x * 3)
"""


def make_course(root: Path) -> Path:
    for name, text in {
        "course.yaml": COURSE,
        "assignments/small/assignment.yaml": ASSIGNMENT,
        "reference/small/solution.py": SOLUTION,
    }.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


Write = Callable[[Path, str, int], None]


@dataclass(frozen=True)
class Kind:
    """``write`` puts a submission of student ``key`` into a folder; ``score`` is what it must earn, in hundredths."""

    score: int
    write: Write


def text(source: str) -> Write:
    """A file in a folder of the student's, each another one by a comment."""

    def write(folder: Path, key: str, number: int) -> None:
        home = folder / key
        home.mkdir()
        (home / "small.py").write_text(f"{source}\n# {number}\n")

    return write


def notebook(folder: Path, key: str, number: int) -> None:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": [f"# Work {number}"]},
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1, "source": "!pip install torch"},
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 2, "source": SOLUTION},
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 3, "source": "while True:\n    pass"},
    ]
    written = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    home = folder / key
    home.mkdir()
    (home / "small.ipynb").write_text(json.dumps(written))


def link(folder: Path, key: str, _: int) -> None:
    home = folder / key
    home.mkdir()
    os.symlink(folder.parent.parent / "reference" / "small" / "solution.py", home / "small.py")


def picture(folder: Path, key: str, number: int) -> None:
    home = folder / key
    home.mkdir()
    (home / "report.pdf").write_bytes(b"%PDF-1.4\n" + bytes([number % 256]) * 1000)


def packed(folder: Path, key: str, number: int) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("small.py", f"{SOLUTION}\n# {number}\n")
    (folder / f"{key}.zip").write_bytes(content.getvalue())


def bytes_that_are_no_text(folder: Path, key: str, number: int) -> None:
    home = folder / key
    home.mkdir()
    (home / "small.py").write_bytes(b"\x00\xff\xfe" + bytes(range(256)) + str(number).encode())


RIGHT = Kind(ALL, text(SOLUTION))
KINDS: Mapping[str, Kind] = {
    "right": RIGHT,
    "other way": Kind(ALL, text(f"def square(x):\n    return x.pow(2){DOUBLE}")),
    "wrong": Kind(PART, text(f"def square(x):\n    return x * x * 1.5{DOUBLE}")),
    "cuts the graph": Kind(PART, text(f"def square(x):\n    return (x * x).detach(){DOUBLE}")),
    "nothing written": Kind(NONE, text("")),
    "half": Kind(PART, text(DOUBLE)),
    "syntax": Kind(NONE, text("def square(x:\n    return x")),
    "raises": Kind(PART, text(f"def square(x):\n    raise RuntimeError('CUDA out of memory'){DOUBLE}")),
    "aborts": Kind(PART, text(f"import os\n\n\ndef square(x):\n    os.abort(){DOUBLE}")),
    "exits": Kind(PART, text(f"import os\n\n\ndef square(x):\n    os._exit(0){DOUBLE}")),
    "recurses": Kind(PART, text(f"def square(x):\n    return square(x){DOUBLE}")),
    "eats memory": Kind(
        PART,
        text(f"import torch\n\n\ndef square(x):\n    return [torch.ones(1 << 24) for _ in range(100)]{DOUBLE}"),
    ),
    "prints": Kind(ALL, text(f"def square(x):\n    print('x' * 100000)\n    return x * x{DOUBLE}")),
    "lies": Kind(PART, text(LIAR + DOUBLE)),
    "forks": Kind(PART, text(f"import os\n\n\ndef square(x):\n    while True:\n        os.fork(){DOUBLE}")),
    "notebook": Kind(ALL, notebook),
    "link": Kind(NONE, link),
    "no Python": Kind(NONE, picture),
    "no text": Kind(NONE, bytes_that_are_no_text),
    "packed": Kind(ALL, packed),
    "hangs": Kind(PART, text(f"def square(x):\n    while True:\n        pass{DOUBLE}")),
    "sleeps": Kind(PART, text(f"import time\n\n\ndef square(x):\n    time.sleep(1e9){DOUBLE}")),
}
# Each of these costs its time limit twice.
SLOW = ("hangs", "sleeps")


def make_class(root: Path, count: int, kinds: Mapping[str, Kind] = KINDS, slow: int = 1) -> dict[str, int]:
    """``count`` submissions of all ``kinds`` in ``root/handed-in``, and what each student must get, by key.

    Of the slow kinds there are ``slow`` at most.
    """
    folder = root / "handed-in"
    folder.mkdir()
    quick = [name for name in kinds if name not in SLOW]
    names = [name for name in kinds if name in SLOW for _ in range(slow)]
    names += [quick[number % len(quick)] for number in range(count - len(names))]
    must = {}
    for number, name in enumerate(names[:count]):
        key = f"s{number:04}"
        kinds[name].write(folder, key, number)
        must[key] = kinds[name].score
    return must
