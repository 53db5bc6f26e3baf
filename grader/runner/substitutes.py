"""What of torch needs other processes, and what is done instead: said on standard error, which the report shows."""

from __future__ import annotations

import functools
import inspect
import sys

import torch
from torch.utils.data import DataLoader

# Options that mean something for workers only.
_OF_WORKERS = ("num_workers", "multiprocessing_context", "prefetch_factor", "persistent_workers")


def substitute() -> None:
    """Load data in the child itself; ``TORCH_COMPILE_DISABLE`` already keeps functions uncompiled."""
    load, compiled = DataLoader.__init__, torch.compile
    signature = inspect.signature(load)

    @functools.wraps(load)
    def load_here(*arguments: object, **options: object) -> None:
        bound = signature.bind(*arguments, **options)
        if bound.arguments.get("num_workers"):
            _say("workers of a DataLoader would be processes: num_workers=0 is used here")
            for name in _OF_WORKERS:
                bound.arguments.pop(name, None)
        load(*bound.args, **bound.kwargs)

    @functools.wraps(compiled)
    def leave_uncompiled(*arguments: object, **options: object) -> object:
        _say("torch.compile does nothing here: the function runs uncompiled")
        return compiled(*arguments, **options)  # type: ignore[call-overload]

    DataLoader.__init__ = load_here  # type: ignore[method-assign]
    torch.compile = leave_uncompiled  # type: ignore[assignment]


def _say(text: str) -> None:
    print(f"grade: {text}", file=sys.stderr)  # noqa: T201 - standard error is what the report shows
