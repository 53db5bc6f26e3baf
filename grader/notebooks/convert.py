"""From the bytes of a notebook, or of a script that was exported from one, to the text of a module. Nothing is run."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from grader.errors import UsageError
from grader.model.origin import Origin, Part
from grader.notebooks.blank import without
from grader.notebooks.cells import Parsed, Problem, Write, futures, parse, parse_cells, reason_of
from grader.notebooks.choose import GIVEN, Chosen, choose
from grader.notebooks.document import MOST_CODE, MOST_STATEMENTS, Cell, read_cells
from grader.notebooks.notes import notes_on
from grader.notebooks.pieces import Piece, piece_of
from grader.notebooks.safety import Safety
from grader.notebooks.standing import standing
from grader.notebooks.stubs import stand_ins, stubbed
from grader.notebooks.written import Files, Lines

# Its first line says so, or a comment in a cell could say another one.
_ENCODING = "# -*- coding: utf-8 -*-"
# What a file has somewhere that has lines of a notebook. Most have nothing of the kind, and are not parsed.
_SIGN = re.compile(r"^[ \t]*+[!%?]|=[ \t]*+[!%]|\?[ \t;]*+$|get_ipython\(", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Converted:
    """``others`` are further modules of the notebook's own, ``provided`` files that lie beside it, both by name."""

    content: bytes
    origins: tuple[Origin, ...]
    others: tuple[tuple[str, bytes], ...] = ()
    provided: tuple[tuple[str, bytes], ...] = ()
    notes: tuple[str, ...] = ()


def of_notebook(
    file: str, content: bytes, module: str, asked: Collection[str], taken: Collection[str], *, whole: bool = False
) -> Converted:
    """The notebook ``file`` as the text of ``module``. Raises ``UsageError``, whatever its bytes are.

    ``asked`` are the names that exercises ask for, ``taken`` the files that lie beside it. ``whole`` keeps everything
    that is Python.
    """
    return _Conversion(file, module, asked, taken).of(read_cells(file, content), whole=whole)


def of_script(
    module: str, content: bytes, asked: Collection[str], taken: Collection[str], *, whole: bool = False
) -> Converted | None:
    """The same of a Python file that was exported from a notebook, as if it were one cell. None for any other file.

    It is such a file where it is Python but for IPython's lines, or calls `get_ipython()` as it is imported: neither
    can be imported as it is.
    """
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return None
    if len(text) > MOST_CODE or not _SIGN.search(text):
        return None
    parsed = parse(0, text, is_whole=whole)
    if isinstance(parsed, Problem) or not (parsed.magics or _asks(parsed.body)):
        return None
    found = _Conversion(module, module, asked, taken).of([Cell(0, text)], whole=whole)
    note = f"`{module}` has lines that only notebooks understand, and is graded as a notebook is"
    return replace(found, notes=(note, *found.notes))


def _asks(body: list[ast.stmt]) -> bool:
    """Whether importing it calls `get_ipython()`, a name that is bound nowhere in it."""
    bound = {name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef) for name in [node.name]}
    bound |= {alias.asname or alias.name for node in body if isinstance(node, ast.ImportFrom) for alias in node.names}
    calls = [each for node in body if isinstance(node, ast.Expr | ast.Assign) for each in ast.walk(node)]
    return "get_ipython" not in bound and any(
        isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "get_ipython"
        for each in calls
    )


class _Conversion:
    def __init__(self, file: str, module: str, asked: Collection[str], taken: Collection[str]) -> None:
        self._file, self._module, self._asked = file, module, asked
        self._files = Files(module, taken)
        self._taken = taken
        self._problems: list[Problem] = []

    def of(self, cells: Sequence[Cell], *, whole: bool) -> Converted:
        parsed = self._parsed(cells, whole=whole)
        names = list(dict.fromkeys(name for each in parsed for node in each.body for name in futures(node)))
        future = f"from __future__ import {', '.join(names)}" if names else ""
        pieces = self._pieces(parsed, future)
        near = {*self._files.modules, *(name.partition("/")[0].removesuffix(".py") for name in self._taken)}
        chosen = choose(pieces, self._asked, near)
        others = self._files.imported_by(each for piece in chosen.kept for each in piece.imports)
        imports = [each for piece in chosen.kept for each in piece.imports]
        imports += [each for _, text, _ in others for each in self._files.imports_of(text)]
        needed = frozenset[str]().union(*(piece.names.needed for piece in chosen.kept))
        given = sorted((GIVEN & needed).difference(*(piece.names.bound for piece in chosen.kept)))
        bare = [f"from IPython.display import {name}" for name in given]
        imports += [node for line in bare for node in ast.parse(line).body if isinstance(node, ast.ImportFrom)]
        stubs = stand_ins(imports, near)
        head = [_ENCODING, "; ".join(each for each in (future, *bare) if each)]
        text, lines, parts = self._text(head, parsed, chosen)
        origins = [Origin(self._module, self._file, tuple(lines), parts)]
        origins += [written(name, self._file, at) for name, _, at in others]
        named = list(dict.fromkeys(stubbed(each.removesuffix("/__init__.py").replace("/", ".")) for each in stubs))
        notes = notes_on(self._file, pieces, chosen, self._problems, sorted(filter(None, named)))
        return Converted(
            text.encode(),
            tuple(origins),
            tuple((name, text.encode("utf-8", "replace")) for name, text, _ in others),
            (*self._files.data, *stubs.items()),
            tuple(notes),
        )

    def _parsed(self, cells: Iterable[Cell], *, whole: bool) -> list[Parsed]:
        found: list[Parsed] = []
        for each in parse_cells(cells, whole=whole):
            if isinstance(each, Write) and each.file.name == self._module:
                # It writes the very file that is asked for: its text is a cell like any other.
                each = parse(each.cell, each.file.text, is_whole=whole)
            if isinstance(each, Parsed):
                found.append(each)
            elif isinstance(each, Problem):
                self._problems.append(each)
            else:
                self._files.write(each)
        if sum(len(each.body) for each in found) > MOST_STATEMENTS:
            raise UsageError(
                f"`{self._file}` has more than {MOST_STATEMENTS:,} statements: load data from files instead"
            )
        return found

    def _pieces(self, parsed: Sequence[Parsed], future: str) -> list[Piece]:
        """The statements of all cells, but for those that Python would not take."""
        safety = Safety(*standing(node for each in parsed for node in each.body))
        pieces: list[Piece] = []
        for cell in parsed:
            for node in cell.body:
                if futures(node):
                    continue
                try:
                    pieces.append(piece_of(cell.number, node, safety, future, is_whole=cell.is_whole))
                except SyntaxError as error:
                    self._problems.append(Problem(cell.number, node.lineno, reason_of(error)))
                except (RecursionError, MemoryError):
                    self._problems.append(Problem(cell.number, node.lineno, "it is nested too deep"))
        return pieces

    def _text(
        self, head: list[str], parsed: Sequence[Parsed], chosen: Chosen
    ) -> tuple[str, list[tuple[int, int]], tuple[Part, ...]]:
        """The module, the cell and line of each of its lines, and its cells."""
        kept = {id(piece.node): piece for piece in chosen.kept}
        first = parsed[0].number if parsed else 1
        text, places, parts = [*head], [(first, 1)] * len(head), list[Part]()
        if head[-1] and first:
            parts.append(Part(self._module, self._file, 0, 1, len(head), (len(head),)))
        for cell in parsed:
            pieces = [kept[id(node)] for node in cell.body if id(node) in kept]
            if not pieces:
                continue
            above = len(text)
            out = [node for node in cell.body if id(node) not in kept]
            lines = without(cell.text, out, [cut for piece in pieces for cut in piece.cuts])
            text += lines
            places += [(cell.number, number) for number in range(1, len(lines) + 1)]
            loud = {piece.line for piece in pieces if not piece.is_quiet}
            quiet = tuple(above + line for line in dict.fromkeys(each.line for each in pieces) if line not in loud)
            if cell.number:
                parts.append(Part(self._module, self._file, cell.number, above + 1, len(text), quiet))
        return "\n".join([*text, ""]), places, tuple(parts)


def written(name: str, file: str, lines: Lines) -> Origin:
    """Of the module ``name`` that cells wrote: it is run as one."""
    return Origin(name, file, lines, (Part(name, file, lines[0][0], 1, len(lines) + 1, ()),))
