"""Trees as Python expressions, with the paths of one call as the variables that its lines have."""

from __future__ import annotations

import keyword
import math
from collections.abc import Collection
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace

from grader.model.calls import Call
from grader.model.values import (
    COMPLEX,
    FLOATING,
    Absent,
    Made,
    Mapping,
    Named,
    Opaque,
    Placed,
    Same,
    Sequence,
    Tensor,
    Tree,
)
from grader.plan.tensors import array_of
from grader.plan.turns import SELF

_SHOWN = 64
_DIGITS = 6
_DEFAULTS = {"f": "float32", "i": "int64", "b": "bool", "c": "complex64"}
# Methods that stand for what they give, where a value is a path such as `$model.parameters`.
_METHODS = frozenset(
    {"parameters", "named_parameters", "buffers", "named_buffers", "modules", "children", "state_dict"}
)
_LAYOUTS = {
    "strided": "{0}.repeat_interleave(2, -1)[..., ::2]",
    "channels_last": "{0}.contiguous(memory_format=torch.channels_last)",
}


@dataclass(frozen=True, slots=True)
class Expressions:
    """``inputs`` are the trees of a call's inputs, ``variables`` what each of its roots is called in Python."""

    inputs: Map[str, Tree]
    variables: Map[str, str]

    @classmethod
    def of(cls, call: Call, taken: Collection[str]) -> Expressions:
        """The object itself is called ``module``; a name that is ``taken`` by something imported gets a ``_``."""
        variables: dict[str, str] = {}
        names = [name for name, _ in call.given] + [turn.name for turn in call.turns]
        for root in dict.fromkeys([*names, SELF] if call.class_name else names):
            name = "module" if root == SELF else root
            while name in taken or name in variables.values() or keyword.iskeyword(name):
                name += "_"
            variables[root] = name
        return cls(dict(call.given), variables)

    def place(self, path: str) -> str:
        """A path as Python: ``result.0`` is ``result[0]``, ``table.a`` is ``table["a"]`` where that is a dictionary."""
        root, *steps = path.split(".")
        text, tree = self.variables.get(root, root), self.inputs.get(root)
        if steps and is_iterator(tree):
            text = self.items(root)
        for step in steps:
            inside = tree.content if isinstance(tree, Placed) else tree
            tree = None
            if isinstance(inside, Mapping):
                text += f"[{step!r}]"
                tree = dict(inside.items).get(step)
            elif step.isdecimal():
                text += f"[{step}]"
                if isinstance(inside, Sequence) and int(step) < len(inside.items):
                    tree = inside.items[int(step)]
            else:
                text += f".{step}"
        return text

    def items(self, root: str) -> str:
        """The variable for the items of an iterator, which are looked at beside it."""
        return f"{self.variables[root]}_items"

    def write(self, tree: Tree) -> str:
        """``tree`` as a Python expression. Tensors beyond 64 numbers are drawn anew."""
        match tree:
            case Tensor():
                return self._tensor(tree)
            case Placed():
                return self._placed(tree)
            case Sequence(kind, items):
                inside = ", ".join(map(self.write, items))
                if kind == "list":
                    return f"[{inside}]"
                return f"({inside},)" if len(items) == 1 else f"({inside})"
            case Mapping(items):
                return "{" + ", ".join(f"{self.write(key)}: {self.write(item)}" for key, item in items) + "}"
            case Made(class_name, init):
                return f"{class_name}({self.arguments(init)})"
            case Same(path):
                return self.at(path)
            case Named(_, value):
                return self.write(value)
            case float() if not math.isfinite(tree):
                return f'float("{tree}")'
            case complex():
                return f"complex({self.write(tree.real)}, {self.write(tree.imag)})"
            case Opaque() | Absent():
                return "..."
        return repr(tree)

    def arguments(self, named: tuple[tuple[str, Tree], ...]) -> str:
        return ", ".join(f"{name}={self.write(tree)}" for name, tree in named)

    def at(self, text: str) -> str:
        """What is at a path with its subscript; a method that stands for what it gives is called."""
        path, bracket, subscript = text.partition("[")
        method = "()" if "." in path and path.rpartition(".")[2] in _METHODS else ""
        return self.place(path) + method + bracket + subscript

    def _tensor(self, tensor: Tensor) -> str:
        grad = ", requires_grad=True" if tensor.requires_grad else ""
        if not is_shown(tensor):
            return drawn_anew(tensor, grad)
        array = array_of(tensor)
        default = _DEFAULTS.get(array.dtype.kind)
        dtype = "" if tensor.dtype == default else f", dtype=torch.{tensor.dtype}"
        return f"torch.tensor({_numbers(array.tolist())}{dtype}{grad})"

    def _placed(self, tree: Placed) -> str:
        tensor = tree.content
        if not isinstance(tensor, Tensor):
            return f"iter({self.write(tensor)})" if tree.form == "iterator" else self.write(tensor)
        if tree.form in ("list", "tuple") and is_shown(tensor):
            return _numbers(array_of(tensor).tolist(), tree.form)
        text = self._tensor(replace(tensor, requires_grad=False))
        if tree.device:
            text += f".to({tree.device!r})"
        text = _laid_out(text, tree.layout, len(tensor.shape))
        match tree.form:
            case "parameter":
                return f"torch.nn.Parameter({text}{'' if tensor.requires_grad else ', requires_grad=False'})"
            case "numpy":
                return f"{text}.numpy()"
            case "list":
                return f"{text}.tolist()"
            case "tuple":
                return f"tuple({text}.tolist())"
        return f"{text}.requires_grad_()" if tensor.requires_grad else text


def is_iterator(tree: Tree) -> bool:
    return isinstance(tree, Placed) and tree.form == "iterator"


def is_shown(tensor: Tensor) -> bool:
    """Whether it is small enough to be written out."""
    return 0 < tensor.numel <= _SHOWN


def drawn_anew(tensor: Tensor, grad: str = "") -> str:
    """A tensor of the same form, with other numbers."""
    maker = "randn" if tensor.dtype in FLOATING or tensor.dtype in COMPLEX else "zeros"
    dtype = "" if tensor.dtype == "float32" else f", dtype=torch.{tensor.dtype}"
    return f"torch.{maker}({list(tensor.shape)}{dtype}{grad})"


def _laid_out(text: str, layout: str, axes: int) -> str:
    if layout == "transposed":
        reverse = f".permute({tuple(reversed(range(axes)))})"
        return f"{text}{reverse}.contiguous(){reverse}" if axes > 1 else text
    return _LAYOUTS.get(layout, "{0}").format(text) if axes else text


def _numbers(value: object, kind: str = "list") -> str:
    if isinstance(value, list):
        inside = ", ".join(_numbers(item, kind) for item in value)
        if kind == "list":
            return f"[{inside}]"
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, float):
        if not math.isfinite(value):
            return f'float("{value}")'
        return f"{value:.{_DIGITS}g}" if not value.is_integer() else repr(value)
    if isinstance(value, complex):
        return f"complex({_numbers(value.real)}, {_numbers(value.imag)})"
    return repr(value)
