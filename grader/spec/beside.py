"""What lies beside a specification: files whose content is a value, and functions of ``inputs.py`` that make one."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from grader.spec.problems import Misnamed, listed, nearest

INPUTS = "inputs.py"
VARIANTS = "also"
_MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Beside:
    """``files`` by their paths from the assignment's folder; ``functions`` of its ``inputs.py``.

    ``variants`` of the reference by name; None where there is no reference, as in a student's copy.
    """

    files: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    variants: tuple[str, ...] | None = None

    def check_variant(self, name: str) -> None:
        """Raises ``Misnamed``."""
        if self.variants is not None and name not in self.variants:
            text = f"the reference has no `{name}` (there is: {listed(self.variants)})"
            raise Misnamed(text, nearest(name, self.variants))

    def check_file(self, name: str) -> None:
        """Raises ``Misnamed``."""
        if name not in self.files:
            known = listed(self.files[:_MOST_LISTED]) + (", …" if len(self.files) > _MOST_LISTED else "")
            text = f"there is no file `{name}` beside the specification (there is: {known})"
            raise Misnamed(text, nearest(name, self.files))

    def check_function(self, name: str) -> None:
        """Raises ``Misnamed``."""
        if INPUTS not in self.files:
            raise Misnamed(f"`{name}` is a function of `{INPUTS}`, and no such file lies beside the specification")
        if name not in self.functions:
            text = f"there is no function `{name}` in `{INPUTS}` (there is: {listed(self.functions)})"
            raise Misnamed(text, nearest(name, self.functions))


def look_beside(folder: Path, files: tuple[str, ...], reference: Path) -> Beside:
    """``inputs.py`` is read and never run; where it cannot be read it has no functions."""
    variants = _variants(reference / VARIANTS) if reference.is_dir() else None
    if INPUTS not in files:
        return Beside(files, variants=variants)
    try:
        tree = ast.parse((folder / INPUTS).read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return Beside(files, variants=variants)
    return Beside(files, tuple(node.name for node in tree.body if isinstance(node, ast.FunctionDef)), variants)


def _variants(folder: Path) -> tuple[str, ...]:
    """One is a file, or a folder with several."""
    try:
        there = sorted(entry.stem for entry in folder.iterdir() if entry.suffix == ".py" or entry.is_dir())
    except OSError:
        return ()
    return tuple(f"{folder.name}/{name}" for name in there if name.isidentifier())
