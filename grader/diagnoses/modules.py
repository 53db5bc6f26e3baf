"""How a module is made: its constructor, the names and shapes of its parameters."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grader.diagnoses.cuts import calls_of
from grader.diagnoses.raised import match
from grader.diagnoses.registered import differing, listed, names_in, plainly_set
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight

_MISSPELT = re.compile(r"(?!__init__$)(_{0,3}(init|int|inti|innit|iniit)_{0,3})")
_SHOWN = 4


def _no_super(s: Sight) -> Iterator[Finding]:
    if match(s, r"before Module\.__init__\(\) call|has no attribute '_(parameters|modules|buffers)'"):
        yield Finding()


def _init_misspelt(s: Sight) -> Iterator[Finding]:
    """The class has no `__init__`, and a method whose name is nearly that."""
    if s.raised is None or s.raised.stage not in ("build", "set", "call"):
        return
    for node, text in s.code.nodes():
        methods = [each for each in getattr(node, "body", []) if isinstance(each, ast.FunctionDef)]
        if isinstance(node, ast.ClassDef) and all(each.name != "__init__" for each in methods):
            for each in methods:
                if _MISSPELT.fullmatch(each.name):
                    yield Finding(each.name, {"name": each.name, "where": text.quote(each.lineno)})


def _no_forward(s: Sight) -> Iterator[Finding]:
    if match(s, r"missing the required \"forward\" function"):
        yield Finding()


def _swapped(s: Sight) -> Iterator[Finding]:
    """The shape that is there is the wanted one with its first two sizes exchanged."""
    if s.raised is None or (s.raised.stage, s.raised.type) != ("set", "shape") or len(s.raised.names) != 2:
        return
    there, wanted = (tuple(map(int, re.findall(r"\d+", name))) for name in s.raised.names)
    if len(there) > 1 and there != wanted and (there[1], there[0], *there[2:]) == wanted:
        layers = any(calls_of(s.code, "Linear")) and not s.raised.text.startswith("self.weight")
        how = "`nn.Linear` takes what comes in first, then what goes out" if layers else "exchange its two sizes"
        yield Finding("swapped", {"path": s.raised.text, "how": how})


def _bias(s: Sight) -> Iterator[Finding]:
    """The names differ by biases alone, or a bias is to be put where there is none."""
    if s.raised is not None:
        none_there = match(s, r"as parameter '(?P<name>\w*bias\w*)'") if s.raised.stage == "set" else None
        if none_there is not None:
            yield Finding("missing", {"what": "a layer has no bias and should have one: leave `bias=False` out"})
        return
    missing, extra = differing(s)
    if extra and not missing and all(name.endswith("bias") for name in extra):
        yield Finding("extra", {"what": f"{listed(extra)} should not be there: make the layers with `bias=False`"})
    elif missing and not extra and all(name.endswith("bias") for name in missing) and not plainly_set(s, missing):
        yield Finding("missing", {"what": f"{listed(missing)} is missing: leave `bias=False` out"})


def _uncounted(s: Sight) -> Iterator[Finding]:
    """A count of parameters that lacks one for each output of the layers whose sizes are given."""
    if not isinstance(s.expected, int) or not isinstance(s.actual, int) or s.actual == s.expected:
        return
    for name, array in s.arrays.items():
        if array.ndim == 1 and array.size > 1 and array.dtype.kind in "iu":
            rest = int(array[1:].sum())
            if rest and abs(s.expected - s.actual) == rest:
                few = s.actual < s.expected
                what = "a layer with a bias has one more number for each output" if few else "there is no bias here"
                yield Finding(f"{name} {few}", {"what": f"the count is off by the biases: {what}"})


def _renamed(s: Sight) -> Iterator[Finding]:
    """As many parameters as wanted, under other names."""
    if s.raised is None or (s.raised.stage, s.raised.type) != ("set", "") or not s.raised.names:
        return
    wanted = names_in(s.reference.values.get("self.*"))
    there = list(s.raised.names)
    missing, extra = [name for name in wanted if name not in there], [name for name in there if name not in wanted]
    path = s.raised.text.removeprefix("self.")
    if missing and len(missing) == len(extra):
        yield Finding(missing[0], {"wanted": missing[0], "there": extra[0]})
    elif not wanted and path not in there:
        yield Finding(path, {"wanted": path, "there": there[0]})


RULES = (
    Rule(
        "super_missing",
        _init_misspelt,
        "the constructor is called `__init__`, with two underscores on each side, and yours is `{name}`, at {where}",
        is_fact=True,
        variant="name",
    ),
    Rule(
        "super_missing",
        _no_super,
        "the module was not set up before something was put into it: the first line of `__init__` must be "
        "`super().__init__()`",
        is_fact=True,
    ),
    Rule(
        "no_forward",
        _no_forward,
        "the module has no `forward`, which is what runs when it is called: look at the spelling of its name and at "
        "its indentation inside the class",
        is_fact=True,
    ),
    Rule(
        "features_swapped",
        _swapped,
        "`{path}` has its two sizes the wrong way round: {how}, and a weight has the shape (out, in)",
        is_fact=True,
    ),
    Rule("bias_count", _bias, "{what}", is_fact=True),
    Rule("bias_count", _uncounted, "{what}", variant="count"),
    Rule(
        "parameter_names",
        _renamed,
        "the task asks for `{wanted}`, and your module has `{there}` instead: checkpoints and the grader find "
        "parameters by their names",
        is_fact=True,
    ),
)
