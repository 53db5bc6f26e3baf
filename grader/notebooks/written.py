"""The files that a notebook writes by `%%writefile`: helpers that it imports, and data."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from grader.notebooks.cells import Write
from grader.notebooks.choose import modules_of

# A name that means the same on every system, and is none of a folder.
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,60}\.[A-Za-z0-9_]{1,10}")
_SCRIPT = ".py"
_MOST = 100

Lines = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _File:
    text: list[str] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)


class Files:
    """Those of the notebook that becomes ``module``. What is ``taken`` is its author's, and stays."""

    def __init__(self, module: str, taken: Collection[str]) -> None:
        self._files: dict[str, _File] = {}
        self._taken = {module, *(name.partition("/")[0] for name in taken)}

    def write(self, write: Write) -> None:
        """Later cells overwrite or append."""
        name = write.file.name.strip("\"'")
        if not _NAME.fullmatch(name) or name in self._taken or len(self._files) >= _MOST:
            return
        # Above the text stand the lines of its magic.
        lines = write.file.text.split("\n")
        skipped = next((at for at, line in enumerate(lines) if line), len(lines))
        file = self._files.get(name) if write.file.appends else None
        if file is None:
            file = self._files[name] = _File()
        file.text += lines[skipped:]
        file.lines += [(write.cell, number) for number in range(skipped + 1, len(lines) + 1)]

    @property
    def modules(self) -> set[str]:
        """What can be imported of them."""
        stems = (name.removesuffix(_SCRIPT) for name in self._files if name.endswith(_SCRIPT))
        return {stem for stem in stems if stem.isidentifier()}

    @property
    def data(self) -> tuple[tuple[str, bytes], ...]:
        """Those that are no Python."""
        return tuple(
            (name, "\n".join([*file.text, ""]).encode("utf-8", "replace"))
            for name, file in self._files.items()
            if not name.endswith(_SCRIPT)
        )

    def imported_by(self, imports: Iterable[ast.Import | ast.ImportFrom]) -> list[tuple[str, str, Lines]]:
        """The helpers that ``imports`` want, and what those want: name, text, and the cell and line of each line."""
        waiting = [name for each in imports for name in modules_of(each)]
        found: dict[str, tuple[str, str, Lines]] = {}
        while waiting:
            name = waiting.pop()
            if name in self.modules and name not in found and (file := self.file(name + _SCRIPT)) is not None:
                found[name] = name + _SCRIPT, *file
                waiting += [each for node in self.imports_of(file[0]) for each in modules_of(node)]
        return list(found.values())

    def file(self, name: str) -> tuple[str, Lines] | None:
        """Its text, and the cell and line of each line; None where no cell wrote it."""
        if name not in self._files:
            return None
        file = self._files[name]
        return "\n".join([*file.text, ""]), tuple(file.lines) or ((1, 1),)

    @staticmethod
    def imports_of(text: str) -> list[ast.Import | ast.ImportFrom]:
        """Those of a helper; none, where it is no Python."""
        try:
            nodes = list(ast.walk(ast.parse(text)))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return []
        return [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
