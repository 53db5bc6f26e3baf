"""A small course, and kernels that run in it: real ones, as Jupyter and VS Code start them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from jupyter_client.blocking.client import BlockingKernelClient
    from jupyter_client.manager import KernelManager

COURSE = "format: 1\ntitle: A small course\nassignments: [first, second, pair]\n"
FIRST = """\
format: 1
title: The first steps
submission: first.py
exercises:
  - id: square
    prompt: Return x squared.
    call: square
    given: {x: {tensor: 3.0}}
  - id: cube
    prompt: Return x cubed.
    hint: [Multiply twice.]
    call: cube
    given: {x: {tensor: 2.0}}
"""
SECOND = """\
format: 1
title: More steps
submission: second.py
exercises:
  - id: double
    prompt: Return 2 x.
    call: double
    given: {x: {tensor: 3.0}}
  - id: cube
    prompt: Return x cubed.
    call: cube
    given: {x: {tensor: 2.0}}
"""
PAIR = """\
format: 1
title: Two files
submission: [model.py, train.py]
exercises:
  - id: forward
    prompt: Return x.
    call: forward
    given: {x: {tensor: 3.0}}
  - id: train
    prompt: Return 2 x.
    call: train
    given: {x: {tensor: 3.0}}
"""
SOLUTIONS = {
    "first": "def square(x):\n    return x * x\n\n\ndef cube(x):\n    return x**3\n",
    "second": "def double(x):\n    return 2 * x\n\n\ndef cube(x):\n    return x**3\n",
}
PAIR_SOLUTION = {
    "model.py": "def forward(x):\n    return 1 * x\n",
    "train.py": "from model import forward\n\n\ndef train(x):\n    return 2 * forward(x)\n",
}
TIMEOUT = 60


@dataclass
class Output:
    """What came below a cell; ``data`` are its displays."""

    printed: str = ""
    errors: str = ""
    raised: str = ""
    data: list[Mapping[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.data[-1]["text/plain"]

    @property
    def html(self) -> str:
        return self.data[-1]["text/html"]

    def hear(self, message: Mapping[str, Any]) -> None:
        kind, content = message["header"]["msg_type"], message["content"]
        if kind == "stream" and content["name"] == "stdout":
            self.printed += content["text"]
        elif kind == "stream":
            self.errors += content["text"]
        elif kind == "error":
            self.raised += "\n".join(content["traceback"])
        elif kind == "display_data":
            self.data.append(content["data"])


@dataclass
class Kernel:
    manager: KernelManager
    client: BlockingKernelClient

    def run(self, cell: str) -> Output:
        found = Output()
        self.client.execute_interactive(dedent(cell), timeout=TIMEOUT, output_hook=found.hear, allow_stdin=False)
        return found

    def runner(self) -> int:
        """The process of its runner."""
        found = self.run("import grader.magic as m; print(*(e._runner.plain._process.pid for e in m._loaded.values()))")
        return int(found.printed)

    def forget(self) -> None:
        """No cell ran yet."""
        self.run("get_ipython().history_manager.reset(); get_ipython().execution_count = 0")


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("course")
    for name, text in (("first", FIRST), ("second", SECOND), ("pair", PAIR)):
        folder = root / "assignments" / name
        folder.mkdir(parents=True)
        (folder / "assignment.yaml").write_text(text, encoding="utf-8")
    for name, text in SOLUTIONS.items():
        folder = root / "reference" / name
        folder.mkdir(parents=True)
        (folder / "solution.py").write_text(text, encoding="utf-8")
    (root / "reference" / "pair").mkdir()
    for name, text in PAIR_SOLUTION.items():
        (root / "reference" / "pair" / name).write_text(text, encoding="utf-8")
    (root / "course.yaml").write_text(COURSE, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], Kernel]]:
    """``start(folder)`` is a kernel that works there, ended after the tests."""
    from jupyter_client.manager import start_new_kernel

    environment = {**os.environ, "IPYTHONDIR": str(tmp_path_factory.mktemp("ipython"))}
    with ExitStack() as ends:

        def started(folder: Path) -> Kernel:
            manager, client = start_new_kernel(cwd=str(folder), env=environment)
            ends.callback(manager.shutdown_kernel, now=True)
            ends.callback(client.stop_channels)
            return Kernel(manager, client)

        yield started
