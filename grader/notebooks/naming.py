"""What a notebook is called that stands for a Python file, and which of both is there."""

from __future__ import annotations

import os
from pathlib import Path

from grader.errors import UsageError

NOTEBOOK = ".ipynb"


def as_notebook(name: str) -> str:
    """What a notebook is called that stands for the file ``name``."""
    return name.removesuffix(".py") + NOTEBOOK


def find_file(folder: Path, name: str) -> Path:
    """The file ``name``, or the notebook that stands for it where that alone is there.

    Raises ``UsageError`` where both are.
    """
    file, notebook = folder / name, folder / as_notebook(name)
    if not notebook.is_file():
        return file
    if os.path.lexists(file):
        raise UsageError(f"`{file}` and `{notebook}` are both here: hand in one of them")
    return notebook


def too_large(shown: str, largest: int) -> UsageError:
    """What is said of a notebook of more bytes than ``largest``."""
    return UsageError(
        f"`{shown}` is larger than {largest >> 20} MB: clear its outputs (in Jupyter: Edit, Clear Outputs of All "
        "Cells), save it and try again"
    )
