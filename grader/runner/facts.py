"""What this machine's torch is and has, said once by a runner before any student code."""

from __future__ import annotations

import importlib.util
import os
import platform
import sys

import numpy as np
import torch

from grader.model.values import Mapping, Sequence
from grader.wire import pack

_LONGEST = 500


def facts(devices: tuple[str, ...]) -> Mapping:
    """Versions, and the ``devices`` that were found here, as a message."""
    return pack(
        python=platform.python_version(),
        torch=str(torch.__version__),
        numpy=np.__version__,
        devices=Sequence("tuple", devices),
    )


def absent(libraries: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``libraries`` that cannot be imported here."""
    return tuple(name for name in libraries if not _is_here(name))


def why_not_imported(library: str) -> str:
    """What stops ``library`` from being imported here, without this machine's folders; nothing where it is imported."""
    try:
        importlib.import_module(library)
    except (Exception, SystemExit) as error:
        text = f"{type(error).__name__}: {error}"
        for folder in sorted({*sys.path, sys.prefix, os.path.expanduser("~")}, key=len, reverse=True):  # noqa: PTH111
            text = text.replace(f"{folder}{os.sep}", "") if folder else text
        return text[:_LONGEST]
    return ""


def _is_here(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):  # the package around it is not here, or it is half imported
        return False
