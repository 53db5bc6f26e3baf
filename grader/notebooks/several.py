"""Cells that a kernel executed, as the several files that an assignment asks for: each is written, saved, or the rest.

A file is what `%%writefile` cells wrote. The other cells stand for the first file that none wrote and none imports.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.model.origin import EXECUTED, Origin
from grader.notebooks.cells import Parsed, Write, parse_cells
from grader.notebooks.choose import modules_of
from grader.notebooks.convert import Converted, of_notebook, written
from grader.notebooks.document import read_cells
from grader.notebooks.written import Files, Lines


@dataclass(frozen=True, slots=True)
class Several:
    """``files`` are those that are asked for, ``others`` further modules of the cells; ``saved`` were read here."""

    files: tuple[tuple[str, bytes], ...]
    others: tuple[tuple[str, bytes], ...]
    provided: tuple[tuple[str, bytes], ...]
    origins: tuple[Origin, ...]
    saved: tuple[tuple[str, bytes], ...]
    notes: tuple[str, ...]


def of_executed(
    cells: bytes,
    names: Sequence[str],
    asked: Collection[str],
    provided: Collection[str],
    saved: Callable[[str], bytes | None],
) -> Several:
    """The ``cells`` of a kernel as the files ``names``. Raises ``UsageError``.

    ``saved`` reads the file of that name which lies where the kernel works; None where there is none.
    """
    texts, further, imported = _read(cells, names, provided)
    home = next((name for name in names if name not in texts and name.removesuffix(".py") not in imported), None)
    kept = {name: content for name in names if name not in (home, *texts) and (content := saved(name)) is not None}
    rest = Converted(b"", (), provided=further.data)
    if home is not None:
        rest = of_notebook(EXECUTED, cells, home, asked, [*names, *provided])
    helpers = further.imported_by(node for text, _ in texts.values() for node in Files.imports_of(text))
    more = {name: (text, lines) for name, text, lines in helpers if name not in dict(rest.others)}
    files = kept | {name: _bytes(text) for name, (text, _) in texts.items()} | ({home: rest.content} if home else {})
    origins = [*rest.origins, *(written(name, EXECUTED, at) for name, (_, at) in [*texts.items(), *more.items()])]
    return Several(
        tuple((name, files.get(name, b"")) for name in names),
        (*rest.others, *((name, _bytes(text)) for name, (text, _) in more.items())),
        rest.provided,
        tuple(sorted(origins, key=lambda each: _place(each.module, names))),
        tuple(kept.items()),
        (*rest.notes, _whence(names, home, {name: at[0][0] for name, (_, at) in texts.items()}, kept)),
    )


def _read(
    cells: bytes, names: Sequence[str], provided: Collection[str]
) -> tuple[dict[str, tuple[str, Lines]], Files, set[str]]:
    """Those of the files that cells wrote, what else they wrote, and the modules that they import."""
    own, further = Files("", provided), Files("", [*names, *provided])
    imported: set[str] = set()
    for each in parse_cells(read_cells(EXECUTED, cells), whole=False):
        if isinstance(each, Write):
            own.write(each)
            further.write(each)
        elif isinstance(each, Parsed):
            imported.update(_imported(each.body))
    return {name: file for name in names if (file := own.file(name)) is not None}, further, imported


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _imported(body: Sequence[ast.stmt]) -> Iterator[str]:
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield from modules_of(node)


def _place(module: str, names: Sequence[str]) -> int:
    return names.index(module) if module in names else len(names)


def _whence(names: Sequence[str], home: str | None, texts: Mapping[str, int], kept: Collection[str]) -> str:
    """Where the text of each file comes from, in one sentence."""
    told = []
    for name in names:
        if name in texts:
            where = f"what `In [{texts[name]}]` wrote"
        elif name == home:
            where = "the other cells" if texts else "the cells"
        else:
            where = "the file that is saved here" if name in kept else "empty: no cell wrote it, and none is saved here"
        told.append(f"`{name}` is {where}")
    return "; ".join(told)
