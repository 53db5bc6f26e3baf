"""Whether a value can be computed when a module is imported: constants and what is made of them, quick and anywhere."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping

BUILTINS = frozenset(dir(builtins)) | {"__file__", "__name__"}
_PURE_BUILTINS = frozenset(
    """
    abs all any bool bytes callable chr complex dict divmod enumerate filter float frozenset getattr hasattr hash hex
    int isinstance issubclass iter len list map max min next object ord pow property range repr reversed round set slice
    sorted staticmethod classmethod str sum super tuple type zip
    """.split()  # noqa: SIM905
)
# Of these modules everything may be called but for what is named.
_PURE_MODULES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        """
        abc cmath collections copy dataclasses datetime decimal enum fractions functools itertools math numbers operator
        random re statistics string textwrap types typing typing_extensions
        """.split(),  # noqa: SIM905
        frozenset(),
    ),
    "numpy": frozenset({"fromfile", "genfromtxt", "load", "loadtxt", "memmap", "save", "savetxt", "savez"}),
    "torch": frozenset(
        """
        autograd backends compile cuda distributed export from_file fx hub jit load mps multiprocessing onnx optim
        package profiler save utils xpu
        """.split()  # noqa: SIM905
    ),
}
_PURE = frozenset(
    """
    logging.getLogger os.environ.get os.getenv os.path.basename os.path.dirname os.path.join pathlib.Path
    pathlib.PurePath torch.backends.mps.is_available torch.cuda.device_count torch.cuda.is_available
    torch.xpu.is_available
    """.split()  # noqa: SIM905
)
# A statement of its own that may be kept: what is drawn after it is what the student drew.
SETTING = frozenset({"numpy.random.seed", "random.seed", "torch.manual_seed", "torch.set_default_dtype"})
_IMPURE_METHODS = frozenset(
    """
    backward cuda fit iterdir glob load load_state_dict mkdir open read read_bytes read_text readline readlines
    recv rename result run save send sleep start state_dict step tofile train_model unlink wait write write_bytes
    write_text
    """.split()  # noqa: SIM905
)
_DEVICE = "torch.device"
_ACCELERATORS = ("cuda", "mps", "xpu")
_LONGEST = 40


class Safety:
    """What names stand for in a notebook: ``modules`` by alias, ``stars`` whose names are all imported, and its own."""

    def __init__(
        self, modules: Mapping[str, str], stars: tuple[str, ...], classes: frozenset[str], functions: frozenset[str]
    ) -> None:
        self._modules, self._stars, self._classes, self._functions = modules, stars, classes, functions

    def why_not(self, value: ast.AST | None) -> str:
        """What forbids to compute ``value``, as in `it calls …`; empty where nothing does."""
        for node in () if value is None else _parts(value):
            if isinstance(node, ast.Await | ast.Yield | ast.YieldFrom):
                return "it waits for something"
            if isinstance(node, ast.Call) and (why := self._why_no_call(node)):
                return why
        return ""

    def is_setting(self, value: ast.expr) -> bool:
        """Whether it is a call such as `torch.manual_seed(0)`."""
        return isinstance(value, ast.Call) and self.dotted(value.func) in SETTING and not self._arguments(value)

    def dotted(self, node: ast.expr) -> str:
        """``torch.nn.Linear`` of `nn.Linear`; empty where it is no name of a module or in one."""
        steps: list[str] = []
        while isinstance(node, ast.Attribute):
            steps.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        if node.id in self._modules:
            return ".".join([self._modules[node.id], *reversed(steps)])
        is_known = node.id in self._classes | self._functions | BUILTINS
        return ".".join([self._stars[0], node.id, *reversed(steps)]) if self._stars and not (steps or is_known) else ""

    def _why_no_call(self, call: ast.Call) -> str:
        name, function = self.dotted(call.func), call.func
        if name:
            is_pure = name in _PURE or _is_pure(name)
        elif isinstance(function, ast.Name):
            own = function.id in self._classes
            is_pure = own or (function.id in _PURE_BUILTINS and function.id not in self._functions)
        elif isinstance(function, ast.Attribute):
            is_pure = function.attr not in _IMPURE_METHODS
        else:
            is_pure = True  # what is called is itself an expression that is looked at
        if not is_pure:
            return f"it calls `{_short(function)}`"
        return self._arguments(call) if name != _DEVICE else ""

    def _arguments(self, call: ast.Call) -> str:
        """Why this machine may not take them."""
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        for each in given:
            device = each.value if isinstance(each, ast.Constant) else None
            if isinstance(device, str) and device.partition(":")[0] in _ACCELERATORS:
                return f"it needs the device `{device}`"
        return ""


def _parts(value: ast.AST) -> Iterator[ast.AST]:
    """``value`` and what is below it, but for what a lambda does when it is called."""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.Lambda):
            waiting += reversed([*ast.iter_child_nodes(node)])


def _is_pure(name: str) -> bool:
    module, _, rest = name.partition(".")
    return module in _PURE_MODULES and rest.partition(".")[0] not in _PURE_MODULES[module]


def _short(node: ast.expr) -> str:
    try:
        text = ast.unparse(node)
    except ValueError:  # a text in a text that cannot be written anew
        return "…"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
