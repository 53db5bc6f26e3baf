"""What is told of a notebook beside its score, in sentences without an end: what was not run, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from grader.model.origin import EXECUTED, Spot
from grader.notebooks.cells import Problem
from grader.notebooks.choose import Chosen
from grader.notebooks.pieces import NOT_A_DEFINITION, Piece

_MOST = 5
_OPTION = "`--cells all` runs everything"


def notes_on(
    file: str, pieces: Sequence[Piece], chosen: Chosen, problems: Sequence[Problem], stubs: Sequence[str]
) -> Iterator[str]:
    """``stubs`` are the libraries for which something stands that does nothing."""
    left = sum(piece.kept is None for piece in pieces) + sum(len(piece.cuts) for piece in chosen.kept)
    if left and file != EXECUTED:  # where cells are tried out one by one, that is as it should be
        statements = "1 statement was" if left == 1 else f"{left} statements were"
        yield f"of `{file}` only imports, functions, classes and constants were run: {statements} left out. {_OPTION}"
    yield from _some([_of_problem(file, each) for each in problems])
    yield from _some(list(dict.fromkeys(_of_missing(file, pieces, chosen))))
    if stubs:
        names = ", ".join(f"`{each}`" for each in stubs)
        yield f"stand-ins were imported for {names}: nothing is shown, plotted or logged"


def _of_problem(file: str, problem: Problem) -> str:
    where = f"cell {problem.cell} of `{file}`" if problem.cell else f"`{file}`"
    where = f"`In [{problem.cell}]`" if file == EXECUTED else where
    return f"{where} was left out, since it is no Python, line {problem.line}: {problem.reason}"


def _of_missing(file: str, pieces: Sequence[Piece], chosen: Chosen) -> Iterator[str]:
    """What the exercises' functions use and what was not run would have set."""
    kept = {id(piece) for piece in chosen.kept}
    last: dict[str, tuple[Piece, str]] = {}
    for piece in pieces:
        if id(piece) in kept:
            for name in piece.names.bound & chosen.reached:
                last.pop(name, None)
        lost = piece.lost if piece.kept is not None else piece.names.bound | piece.names.changes
        for name in lost & chosen.reached:
            last[name] = piece, "" if piece.why == NOT_A_DEFINITION else piece.why
    order = sorted(last.items(), key=lambda item: (item[1][0].cell, item[1][0].line, item[0]))
    for _, group in groupby(order, key=lambda item: id(item[1][0])):
        found = list(group)
        piece, why = found[0][1]
        names = " and ".join(f"`{name}`" for name, _ in found)
        reason = f", since {why}" if why else ""
        it = "it" if len(found) == 1 else "them"
        yield (
            f"what sets {names} was not run{reason} ({_where(file, piece)}), and what is graded uses {it}: set {it} "
            "within the function, or as a constant"
        )
    gone = frozenset[str]().union(*(piece.names.bound for piece in pieces if id(piece) not in kept))
    for piece, name in chosen.unmet:
        # Of values only the first of a chain is told of.
        for bound in sorted(piece.names.bound & chosen.reached) if piece.defines or name not in gone else ():
            yield f"`{bound}` was left out ({_where(file, piece)}): it needs `{name}`, which is not there yet"


def _where(file: str, piece: Piece) -> str:
    if file == EXECUTED:
        return str(Spot(file, piece.cell, piece.line))
    return f"cell {piece.cell}, line {piece.line}" if piece.cell else f"line {piece.line}"


def _some(notes: Sequence[str]) -> Iterator[str]:
    yield from notes[:_MOST]
    if len(notes) > _MOST:
        yield f"the same holds of {len(notes) - _MOST} more"
