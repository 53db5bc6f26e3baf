"""The switches of torch and Python that student code may leave changed: captured once, restored before every call."""

from __future__ import annotations

import contextlib
import os
import random
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch
from torch.utils._python_dispatch import _pop_mode


class Switches:
    """The state before student code was loaded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environ = os.environ
        self._environment = dict(os.environ)
        self._beneath = dict(_encoded(os.environ))
        self._path = list(sys.path)
        self._filters = list(warnings.filters)
        self._recursion = sys.getrecursionlimit()
        self._streams = Streams()

    def restore(self, seed: int) -> None:
        """Put everything back, and seed torch, NumPy and ``random`` with ``seed``."""
        with contextlib.suppress(FileExistsError):
            os.mkdir(self.folder)  # noqa: PTH102 - before every call, and quicker than a look and a Path's
        os.chdir(self.folder)
        os.environ = self._environ  # noqa: B003 - the object itself, where student code put another there
        if _encoded(os.environ) != self._beneath:
            os.environ.clear()
            os.environ.update(self._environment)
        tempfile.tempdir = None
        sys.path[:] = self._path
        self._streams.restore()
        sys.setrecursionlimit(self._recursion)
        warnings.filters[:] = self._filters  # type: ignore[index]
        warnings._filters_mutated()  # type: ignore[attr-defined]
        restore_torch()
        random.seed(seed)
        np.random.seed(seed)
        # Not torch.manual_seed: where CUDA is not in use yet that formats three stack traces for later, each time.
        torch.default_generator.manual_seed(seed)
        if torch.cuda.is_initialized():  # type: ignore[no-untyped-call]
            torch.cuda.manual_seed_all(seed)


def _encoded(environ: os._Environ[str]) -> dict[object, object]:
    """What ``environ`` holds, as the system has it: a hundred names need not be decoded to see that nothing changed."""
    return environ._data  # type: ignore[attr-defined,no-any-return]


class Streams:
    """The three standard streams, and copies of where they lead: student code may close a stream for good."""

    def __init__(self) -> None:
        # Line by line: what was printed before a hang or a crash is what a student needs to see.
        sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
        self._streams = [sys.stdin, sys.stdout, sys.stderr]
        self._copies = [os.dup(number) for number in range(3)]

    def restore(self) -> None:
        for number, (stream, copy) in enumerate(zip(self._streams, self._copies, strict=True)):
            os.dup2(copy, number)
            if stream.closed:
                mode = "w" if number else "r"
                self._streams[number] = open(number, mode, 1, errors="backslashreplace", closefd=False)  # noqa: SIM115
        sys.stdin, sys.stdout, sys.stderr = self._streams


def restore_torch() -> None:
    """torch's own defaults, with uninitialised memory filled so that ``torch.empty`` shows."""
    _leave_modes()
    torch.set_grad_enabled(True)
    torch.set_default_dtype(torch.float32)
    torch.set_default_device(None)
    torch.autograd.set_detect_anomaly(False)
    torch.set_float32_matmul_precision("highest")
    torch.set_printoptions(profile="default")  # type: ignore[no-untyped-call]
    if torch.get_num_threads() != 1:
        torch.set_num_threads(1)
    # torch.use_deterministic_algorithms sets the same switch, but imports the compiler first: a second in each child.
    torch._C._set_deterministic_algorithms(True, warn_only=True)
    torch._C._set_deterministic_fill_uninitialized_memory(True)


# Kept for as long as the process lives: a guard restores what was before it when it is collected.
_guards: list[object] = []


def _leave_modes() -> None:
    """End what student code entered and never left: modes of ``with`` blocks, inference mode, autocast."""
    while torch._C._len_torch_function_stack():
        torch._C._pop_torch_function_stack()
    while torch._C._len_torch_dispatch_stack():
        _pop_mode()
    if torch.is_inference_mode_enabled():
        guard = torch._C._InferenceMode(False)
        guard.__enter__()  # type: ignore[no-untyped-call]
        _guards.append(guard)
    if torch.is_autocast_enabled("cpu"):
        torch.set_autocast_enabled("cpu", False)
