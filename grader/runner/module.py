"""Loads the submission from the text that the grader sent: under its own name where that name is free."""

from __future__ import annotations

import importlib.util
import linecache
import sys
from pathlib import Path
from types import ModuleType


def load(file: Path, source: bytes) -> ModuleType:
    """Run ``source`` as the module of ``file``, a copy of it. Whatever the code raises comes through.

    The name is put in ``sys.modules`` (data classes and ``torch.save`` look there) unless something else has it: a
    submission called ``random.py`` must not become everybody's ``random``.
    """
    name = file.stem if _is_free(file.stem) else f"submission_{file.stem}"
    module = ModuleType(name)
    module.__file__ = str(file)
    sys.modules[name] = module
    text = importlib.util.decode_source(source)
    linecache.cache[str(file)] = (len(text), None, text.splitlines(keepends=True), str(file))
    code = compile(source, str(file), "exec", dont_inherit=True)
    exec(code, module.__dict__)  # noqa: S102 - this is what the confined child is for
    return module


def _is_free(name: str) -> bool:
    if not name.isidentifier() or name in sys.modules or name in sys.stdlib_module_names:
        return False
    try:
        return importlib.util.find_spec(name) is None
    except (ImportError, ValueError):
        return False
