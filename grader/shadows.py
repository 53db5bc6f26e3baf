"""Keeps a student's folder out of the grader's own imports: a ``torch.py`` or ``json.py`` there must stay unread."""

from __future__ import annotations

import os
import sys

# pathlib would import two dozen modules before the path is safe.
# ruff: noqa: PTH100, PTH109, PTH117, PTH120


def forget_current_folder() -> None:
    """Take the current folder, and relative entries of ``PYTHONPATH``, off the path; the grader's own home stays.

    Call it before anything else is imported. What Python itself imports at its start comes too early for this, as does
    a file called ``grader.py``: `python -P -m grader` keeps those out as well.
    """
    here = os.getcwd()
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    stated = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    relative = {os.path.abspath(entry) for entry in stated if entry and not os.path.isabs(entry)}
    sys.path[:] = [entry for entry in sys.path if _absolute(entry, here) not in ({here} | relative) - {home}]


def _absolute(entry: str, here: str) -> str:
    return os.path.abspath(entry) if entry else here
