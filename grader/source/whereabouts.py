"""Where a submission defines what exercises ask for, so that a host can show a finding at the student's own lines."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence

from grader.model.origin import Origin, origin_of
from grader.model.result import Place
from grader.source.text import UnreadableError, read

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def whereabouts(
    files: Iterable[tuple[str, bytes]], names: Mapping[str, Sequence[str]], origins: Sequence[Origin] = ()
) -> Mapping[str, Place]:
    """By exercise the place of the last definition at the top of a file that has one of its ``names``.

    ``origins`` tell of files whose text was made of others: then it is a place in those. Nothing of the text is run. A
    file that is no Python defines nothing.
    """
    defined: dict[str, Place] = {}
    for file, content in files:
        try:
            tree = read(file, content).tree
        except UnreadableError:
            continue
        for node in tree.body:
            if isinstance(node, _Definition):
                end = node.end_lineno or node.lineno
                defined[node.name] = _place(file, node.lineno, end, origin_of(file, origins))
    found = {
        id_: next((defined[name] for name in accepted if name in defined), None) for id_, accepted in names.items()
    }
    return {id_: place for id_, place in found.items() if place is not None}


def _place(file: str, line: int, end: int, origin: Origin | None) -> Place:
    if origin is None:
        return Place(file, line, end)
    first = origin.spot(line)
    return Place(first.file, first.line, max(first.line, origin.spot(end).line), first.cell)
