"""The switches of torch and Python that student code may leave changed: captured once, restored before every call."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch


class Switches:
    """The state before student code was loaded."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = dict(os.environ)
        self._path = list(sys.path)
        self._filters = list(warnings.filters)
        self._recursion = sys.getrecursionlimit()
        self._streams = sys.stdin, sys.stdout, sys.stderr

    def restore(self, seed: int) -> None:
        """Put everything back, and seed torch, NumPy and ``random`` with ``seed``."""
        os.chdir(self._folder)
        if dict(os.environ) != self._environment:
            os.environ.clear()
            os.environ.update(self._environment)
        tempfile.tempdir = None
        sys.path[:] = self._path
        sys.stdin, sys.stdout, sys.stderr = self._streams
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


def restore_torch() -> None:
    """torch's own defaults, with uninitialised memory filled so that ``torch.empty`` shows."""
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
