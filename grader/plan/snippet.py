"""A call as a few lines of Python to paste into the student's own editor."""

from __future__ import annotations

import math
from pathlib import PurePath

import numpy as np

from grader.model.calls import Call
from grader.model.values import COMPLEX, FLOATING, Absent, Made, Mapping, Named, Opaque, Same, Sequence, Tensor, Tree

_SHOWN = 64
_DIGITS = 6
_DEFAULTS = {"f": "float32", "i": "int64", "b": "bool", "c": "complex64"}


def snippet(call: Call, submission: str) -> str:
    """Lines that make ``call`` on the module of the file ``submission``. Tensors beyond 64 numbers are drawn anew."""
    owner = call.class_name or call.names[0]
    lines = ["import torch", f"from {PurePath(submission).stem} import {owner}", ""]
    lines += [f"{name} = {python(tree)}" for name, tree in call.given]
    arguments = ", ".join(f"{name}={name}" for name, _ in call.given)
    target = owner
    if call.class_name:
        init = ", ".join(f"{name}={python(tree)}" for name, tree in call.init)
        lines.append(f"module = {owner}({init})")
        target = ".".join(["module", *call.names[:1]])
    lines += [_assignment(path, tree) for path, tree in call.assign]
    if call.mode == "eval":
        lines.append("module.eval()")
    lines.append(f"result = {target}({arguments})")
    if call.backward:
        terms = [f"({path} * {python(tree)}).sum()" for path, tree in call.backward]
        lines.append(f"({' + '.join(terms)}).backward()" if len(terms) > 1 else f"{terms[0]}.backward()")
    lines.append("print(result)")
    return "\n".join(lines)


def _assignment(path: str, tree: Tree) -> str:
    place = "module" + path.removeprefix("self") if path.startswith("self.") else path
    if path.endswith(".grad") or not isinstance(tree, Tensor):
        return f"{place} = {python(tree)}"
    return f"{place}.data.copy_({python(tree)})"


def python(tree: Tree) -> str:
    """``tree`` as a Python expression."""
    match tree:
        case Tensor():
            return _tensor(tree)
        case Sequence(kind, items):
            inside = ", ".join(python(item) for item in items)
            if kind == "list":
                return f"[{inside}]"
            return f"({inside},)" if len(items) == 1 else f"({inside})"
        case Mapping(items):
            return "{" + ", ".join(f"{python(key)}: {python(item)}" for key, item in items) + "}"
        case Made(class_name, init):
            return f"{class_name}({', '.join(f'{name}={python(item)}' for name, item in init)})"
        case Same(path):
            return path
        case Named(_, value):
            return python(value)
        case float() if not math.isfinite(tree):
            return f'float("{tree}")'
        case Opaque() | Absent():
            return "..."
    return repr(tree)


def _tensor(tensor: Tensor) -> str:
    grad = ", requires_grad=True" if tensor.requires_grad else ""
    if tensor.numel > _SHOWN or tensor.numel == 0 or tensor.dtype == "bfloat16":
        sizes = ", ".join(map(str, tensor.shape))
        maker = "randn" if tensor.dtype in FLOATING or tensor.dtype in COMPLEX else "zeros"
        dtype = "" if tensor.dtype == "float32" else f", dtype=torch.{tensor.dtype}"
        return f"torch.{maker}({sizes}{dtype}{grad})"
    array = np.frombuffer(tensor.data, dtype=tensor.dtype).reshape(tensor.shape)
    default = _DEFAULTS.get(array.dtype.kind)
    dtype = "" if tensor.dtype == default else f", dtype=torch.{tensor.dtype}"
    return f"torch.tensor({_numbers(array.tolist())}{dtype}{grad})"


def _numbers(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_numbers(item) for item in value)}]"
    if isinstance(value, float):
        return f"{value:.{_DIGITS}g}" if not value.is_integer() else repr(value)
    return repr(value)
