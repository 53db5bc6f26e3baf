"""A call as a few lines of Python to paste into the student's own editor."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from graphlib import TopologicalSorter
from itertools import groupby
from pathlib import PurePath

from grader.model.calls import Call, Turn
from grader.model.origin import EXECUTED
from grader.model.values import COMPLEX, Made, Placed, Same, Tensor, Tree, everything_in
from grader.plan.expressions import Expressions, drawn_anew, is_iterator
from grader.plan.trees import objects_in
from grader.plan.turns import SELF

# What is in a notebook cannot be imported from it: the lines are pasted into it.
_NOTEBOOK = ".ipynb"
# So many turns of one step are written out, each with what is put in place before it; more of them are a loop.
_WRITTEN = 12
# So many values are printed beside what the calls return.
_SHOWN = 3


def snippet(
    call: Call,
    submission: str,
    file_of: Callable[[str], str] | None = None,
    *,
    shows: Sequence[str] = (),
    silent: Collection[str] = (),
) -> str:
    """Lines that make ``call`` on the module of the file ``submission``. Tensors beyond 64 numbers are drawn anew.

    With ``file_of``, which tells the file of a name, they import from several. At the end they print what the calls
    return, but for ``silent`` ones, which have nothing to return, and what else is of interest at the paths ``shows``.
    """
    return "\n".join(_Snippet(call, shows, silent).lines(file_of or (lambda _: submission)))


class _Snippet:
    """The lines of one call, part by part."""

    def __init__(self, call: Call, shows: Sequence[str], silent: Collection[str]) -> None:
        self.call, self.shows, self.silent = call, shows, silent
        self.own, self.imported, self.provided = _names(call)
        self.python = Expressions.of(call, {*self.own, *self.provided, "torch"})

    def lines(self, file_of: Callable[[str], str]) -> list[str]:
        lines = [*self._imports(file_of), "", *self._inputs(), *self._object(), *self._assigned(self.call.assign)]
        for _, turns in groupby(self.call.turns, lambda turn: turn.name):
            lines += self._turns(list(turns))
        return [*lines, *self._backward(), *self._prints()]

    def _imports(self, file_of: Callable[[str], str]) -> Iterator[str]:
        yield "import torch"
        yield from (f"import {name}" for name in self.imported)
        for file in dict.fromkeys(map(file_of, self.own)):
            names = ", ".join(name for name in self.own if file_of(name) == file)
            if file == EXECUTED:
                yield f"# in a new cell, below {names}"
            elif file.endswith(_NOTEBOOK):
                yield f"# in a cell of {file}, below {names}"
            else:
                yield f"from {PurePath(file).stem} import {names}"
        if self.provided:
            yield f"from inputs import {', '.join(self.provided)}"

    def _inputs(self) -> Iterator[str]:
        for name, tree in _in_order(self.call.given):
            variable, text = self.python.variables[name], self.python.write(tree)
            if isinstance(tree, Placed) and is_iterator(tree) and self._looks_into(name):
                yield f"{self.python.items(name)} = {self.python.write(tree.content)}"
                text = f"iter({self.python.items(name)})"
            yield f"{variable} = {text}"

    def _object(self) -> Iterator[str]:
        if self.call.class_name:
            yield f"{self.python.variables[SELF]} = {self.call.class_name}({self.python.arguments(self.call.init)})"

    def _assigned(self, settings: tuple[tuple[str, Tree], ...], *, anew: bool = False) -> Iterator[str]:
        for path, tree in settings:
            if "*" in path:
                continue  # the reference failed before it was known what is there
            text = drawn_anew(tree) if anew and isinstance(tree, Tensor) else self.python.write(tree)
            in_place = isinstance(tree, Tensor) and not path.endswith(".grad")
            place = self.python.place(path)
            yield f"{place}.data.copy_({text})" if in_place else f"{place} = {text}"

    def _turns(self, turns: list[Turn]) -> Iterator[str]:
        """A loop where nothing changes from turn to turn, or where all that does would be too much to read."""
        first, *others = turns
        alike = all(turn == first for turn in others)
        if not others or (not alike and len(turns) <= _WRITTEN):
            for turn in turns:
                yield from self._turn(turn)
            return
        yield f"for _ in range({len(turns)}):"
        yield from (f"    {line}" for line in self._turn(first, anew=not alike))

    def _turn(self, turn: Turn, *, anew: bool = False) -> Iterator[str]:
        yield from self._assigned(turn.assign, anew=anew)
        if turn.mode == "eval" or (turn.mode and len(self.call.turns) > 1):
            yield from (f"{self.python.place(path)}.{turn.mode}()" for path in self._modules())
        target = [self.python.place(turn.owner)] if turn.owner else []
        # A single one needs no name, which may be another in the student's function.
        single = len(turn.given) == 1
        arguments = self.python.write(turn.given[0][1]) if single else self.python.arguments(turn.given)
        keeps = "" if turn.name in self.silent else f"{self.python.variables[turn.name]} = "
        yield f"{keeps}{'.'.join([*target, *turn.names[:1]])}({arguments})"

    def _modules(self) -> list[str]:
        """Inputs that are modules, as far as their names say so, and the object itself."""
        made = [each for name, tree in self.call.given for each in objects_in(tree, name)]
        found = [path for path, each in made if "." not in each.class_name or each.class_name.startswith("torch.nn.")]
        return [*found, SELF] if self.call.class_name else found

    def _looks_into(self, name: str) -> bool:
        """Whether anything is put into what ``name`` holds."""
        settings = [self.call.assign, *(turn.assign for turn in self.call.turns)]
        return any(path.startswith(f"{name}.") for stated in settings for path, _ in stated)

    def _backward(self) -> Iterator[str]:
        terms = [self._term(path, tree) for path, tree in self.call.backward]
        if terms:
            yield f"({' + '.join(terms)}).backward()" if len(terms) > 1 else f"{terms[0]}.backward()"

    def _term(self, path: str, cotangent: Tree) -> str:
        """One part of the number that backward starts from; that of complex numbers is real too."""
        start, text = self.python.place(path), self.python.write(cotangent)
        if isinstance(cotangent, Tensor) and text == "torch.tensor(1.0)":
            return start
        if isinstance(cotangent, Tensor) and cotangent.dtype in COMPLEX:
            return f"(torch.view_as_real({start}) * torch.view_as_real({text})).sum()"
        return f"({start} * {text}).sum()"

    def _prints(self) -> Iterator[str]:
        told = [self.python.variables[turn.name] for turn in self.call.turns if turn.name not in self.silent]
        if self.call.backward:
            leaves = [name for name, tree in self.call.given if isinstance(tree, Tensor) and tree.requires_grad]
            told += [f"{self.python.variables[name]}.grad" for name in leaves]
        told += self._of_interest()
        if not told:
            whole = [name for name, tree in self.call.given if not isinstance(tree, bool | int | float | str | None)]
            told = [self.python.variables[name] for name in whole]
        yield from (f"print({text})" for text in dict.fromkeys(told))

    def _of_interest(self) -> list[str]:
        """A few of the paths that ``shows`` has, without what a call returns and what others of them are parts of."""
        returned = {turn.name for turn in self.call.turns}
        paths = [path.partition("[")[0] for path in self.shows]
        found = [
            self.python.at(path)
            for path in paths
            if (root := path.partition(".")[0]) in self.python.variables
            and root not in returned
            and "*" not in path
            and not any(other.startswith(f"{path}.") for other in paths)
        ]
        return list(dict.fromkeys(found))[:_SHOWN]


def _names(call: Call) -> tuple[list[str], list[str], list[str]]:
    """What of the submission is used, which modules are imported beside torch, and what the author provides."""
    called = [call.class_name] if call.class_name else []
    called += [turn.names[0] for turn in call.turns if not turn.owner]
    provided: list[str] = []
    for tree in _trees(call):
        if isinstance(tree, Made):
            (provided if tree.provided else called).append(tree.class_name)
    modules = [name.rpartition(".")[0] for name in called if "." in name]
    own = [name for name in called if "." not in name]
    imported = [module for module in modules if module.split(".")[0] != "torch"]
    return list(dict.fromkeys(own)), list(dict.fromkeys(imported)), list(dict.fromkeys(provided))


def _trees(call: Call) -> Iterator[Tree]:
    named = [*call.given, *call.init, *call.assign]
    for turn in call.turns:
        named += [*turn.given, *turn.assign]
    for _, tree in named:
        yield from everything_in(tree)


def _in_order(given: tuple[tuple[str, Tree], ...]) -> list[tuple[str, Tree]]:
    """Inputs such that each comes after those that it refers to."""
    trees = dict(given)
    needs = {
        name: {
            root
            for part in everything_in(tree)
            if isinstance(part, Same) and (root := part.path.split(".")[0].split("[")[0]) in trees
        }
        for name, tree in given
    }
    return [(name, trees[name]) for name in TopologicalSorter(needs).static_order()]
