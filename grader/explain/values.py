"""Draws and values of a specification in words: what is drawn, and what a function is given."""

from __future__ import annotations

from collections.abc import Iterator

from grader.explain.phrases import both, either
from grader.model.expression import Expression
from grader.model.written import (
    CallMaker,
    Choice,
    Constant,
    Dollar,
    Draw,
    Entries,
    FileMaker,
    Fixed,
    Items,
    ObjectMaker,
    Range,
    TensorMaker,
    ValueSpec,
)

_FORMS = {"list": "a list", "tuple": "a tuple", "numpy": "a NumPy array", "parameter": "an `nn.Parameter`"}
_LAYOUTS = {
    "contiguous": "in one piece",
    "transposed": "its axes stored in reverse",
    "strided": "with gaps in memory",
    "channels_last": "stored as images are, channels last",
}


def draw(what: Draw) -> str:
    """What a name of ``let`` stands for."""
    match what:
        case Range(low, high, real):
            return f"{'a real' if real else 'a whole'} number from {end(low)} to {end(high)}"
        case Choice(options):
            return f"one of {', '.join(map(value, options))}"
        case Fixed(content):
            return f"always {value(content)}"
        case Expression():
            return f"{what.text}"


def range_(what: Range) -> str:
    """``0 to 9``; ``1 or more`` where an end is left out."""
    if what.low is None:
        return f"at most {end(what.high)}"
    return f"{end(what.low)} or more" if what.high is None else f"{end(what.low)} to {end(what.high)}"


def end(what: Expression | float | None) -> str:
    return what.text if isinstance(what, Expression) else "any" if what is None else f"{what:g}"


def value(what: ValueSpec, *, backward: bool = False) -> str:
    """What stands for a value of ``given``, ``init`` or ``set``; with ``backward`` floating tensors require grad."""
    match what:
        case Constant(content):
            return repr(content)
        case Dollar(path):
            return f"${path}"
        case Items(kind, items):
            inside = ", ".join(value(item, backward=backward) for item in items)
            return {"list": f"[{inside}]", "tuple": f"a tuple of {inside}"}.get(kind, f"read only once: {inside}")
        case Entries(items):
            return f"a dictionary with {both(f'{name}: {value(item, backward=backward)}' for name, item in items)}"
        case TensorMaker():
            return _tensor(what, backward=backward)
        case FileMaker(name, form):
            return f"the content of {name}" + (f", as {_FORMS[form]}" if form else "")
        case CallMaker(function, given):
            return f"what {function}({_named(given)}) of inputs.py returns"
        case ObjectMaker(name, init):
            return f"{name}({_named(init)})"


def _named(items: tuple[tuple[str, ValueSpec], ...]) -> str:
    return ", ".join(f"{name}={value(item)}" for name, item in items)


def _tensor(maker: TensorMaker, *, backward: bool) -> str:
    sides = [
        _numbers(maker),
        maker.dtype or _default_dtype(maker),
        f"on {maker.device}" if maker.device else "",
        _LAYOUTS[maker.layout] if maker.layout else "",
        _grad(maker, followed=backward and _is_floating(maker)),
    ]
    form = _FORMS[maker.form] if maker.form else "a tensor"
    return f"{form}{_shape(maker)}: {', '.join(filter(None, sides))}"


def _shape(maker: TensorMaker) -> str:
    if maker.maker == "tensor":
        return ""
    return " of the shape that is there" if maker.shape is None else f" of shape {shape(maker.shape)}"


def shape(sizes: tuple[Expression, ...]) -> str:
    return f"({', '.join(size.text for size in sizes)}{',' if len(sizes) == 1 else ''})"


def _numbers(maker: TensorMaker) -> str:
    bounds = range_(maker.bounds) if maker.bounds is not None else ""
    match maker.maker:
        case "tensor":
            return value(maker.numbers) if maker.numbers is not None else ""
        case "randn":
            return "drawn from the normal distribution"
        case "rand":
            return f"drawn evenly from {bounds or '0 to 1'}"
        case "randint":
            return f"whole numbers drawn evenly from {bounds}"
        case "arange":
            return f"counting up from {end(maker.bounds.low) if maker.bounds is not None else '0'}"
        case "full":
            return f"all {end(maker.bounds.low) if maker.bounds is not None else ''}"
    return f"all {maker.maker}"


def _is_floating(maker: TensorMaker) -> bool:
    if maker.dtype is not None:
        return "float" in maker.dtype or "complex" in maker.dtype
    return _default_dtype(maker) == "float32"


def _default_dtype(maker: TensorMaker) -> str:
    """As numbers are drawn and packed: whole numbers where nothing says otherwise, else float32."""
    bounds, numbers = maker.bounds, maker.numbers
    match maker.maker:
        case "tensor":
            return _dtype_of(numbers.value) if isinstance(numbers, Constant) else ""
        case "randint":
            return "int64"
        case "arange":
            return "float32" if bounds is not None and bounds.real else "int64"
        case "full":
            return "int64" if bounds is not None and type(bounds.low) is int else "float32"
    return "float32"


def _dtype_of(numbers: object) -> str:
    found = {type(number) for number in _flat(numbers)}
    return "bool" if found == {bool} else "int64" if found and found <= {int, bool} else "float32"


def _flat(numbers: object) -> Iterator[object]:
    if isinstance(numbers, list | tuple):
        for item in numbers:
            yield from _flat(item)
    else:
        yield numbers


def _grad(maker: TensorMaker, *, followed: bool) -> str:
    wanted = maker.requires_grad if maker.requires_grad is not None else followed or maker.form == "parameter"
    return "requires grad" if wanted else ""


def may_hold_module(what: ValueSpec) -> bool:
    """Whether an object is in it whose parameters are drawn."""
    match what:
        case ObjectMaker(name):
            return not name.startswith("torch.optim.")
        case Items(_, items):
            return any(map(may_hold_module, items))
        case Entries(items):
            return any(may_hold_module(item) for _, item in items)
    return False


def names(calls: tuple[str, ...]) -> str:
    """The accepted names of a function."""
    return either(f"`{name}`" for name in calls)
