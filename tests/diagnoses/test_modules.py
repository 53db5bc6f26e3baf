"""Modules: how they are made, what their parameters are called, and which of them a module knows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import nn

from grader.diagnoses import Sight
from grader.model.record import Raised
from grader.model.values import Mapping
from grader.reporters.wording import say
from tests.diagnoses.conftest import id_of, rand, sight, t, told

CLASS = (
    "class Net(nn.Module):\n    def __init__(self, n):\n        {}\n\n    def forward(self, x):\n        return {}\n"
)


def module(text: str, raised: Raised | None = None) -> Sight:
    return sight(t(rand(3)), None, raised=raised, text=text, names=("Net",))


def found_in(text: str, there: tuple[str, ...], wanted: tuple[str, ...]) -> Sight:
    """What the module's own parameters are called, where they should be called ``wanted``."""
    trees = [Mapping(tuple((name, t(rand(2))) for name in names)) for names in (wanted, there)]
    return sight(*trees, "self.*", text=text, names=("Net",))


def stopped(mistake: Callable[[], object], stage: str = "build") -> Raised:
    with pytest.raises(Exception) as caught:
        mistake()
    return Raised(stage, type(caught.value).__name__, (), str(caught.value))


def unset(path: str, kind: str = "", *names: str) -> Raised:
    return Raised("set", kind, text=path, names=names)


class Bare(nn.Module):
    def __init__(self, what: str) -> None:
        if what == "module":
            self.layer = nn.Linear(2, 2)
        elif what == "parameter":
            self.weight = nn.Parameter(torch.ones(2))
        else:
            self.register_buffer("mean", torch.ones(2))


@pytest.mark.parametrize("what", ["module", "parameter", "buffer"])
def test_super_is_missing(what: str) -> None:
    case = module(CLASS.format("self.layer = nn.Linear(n, n)", "x"), stopped(lambda: Bare(what)))
    assert id_of(case, case) == "super_missing"


@pytest.mark.parametrize("name", ["_init_", "__int__", "init", "_init__", "__init"])
def test_the_constructor_is_misspelt(name: str) -> None:
    text = CLASS.format("super().__init__()", "x").replace("__init__(self", f"{name}(self")
    found = told(module(text, Raised("build", "TypeError", (), "Net.__init__() takes 1 positional argument")))
    assert found is not None and found.id == "super_missing" and f"`{name}`" in say(found.message)


def test_no_forward() -> None:
    class Net(nn.Module):
        def forwrad(self, x: torch.Tensor) -> torch.Tensor:
            return x

    case = module(CLASS.replace("forward", "forwrad"), stopped(lambda: Net()(torch.ones(1)), "call"))
    assert id_of(case, case) == "no_forward"


def test_features_swapped() -> None:
    text = CLASS.format("self.hidden = nn.Linear(3, n)", "x")
    cases = [module(text, unset("self.hidden.weight", "shape", f"({n}, 3)", f"(3, {n})")) for n in (4, 5)]
    assert id_of(*cases) == "features_swapped"
    assert id_of(module(text, unset("self.hidden.weight", "shape", "(4, 3)", "(4, 5)"))) is None


def test_biases() -> None:
    text = CLASS.format("self.a = nn.Linear(n, n)", "x")
    more, less = ("a.weight", "a.bias"), ("a.weight",)
    assert id_of(found_in(text, more, less), found_in(text, more, less)) == "bias_count"
    assert id_of(found_in(text, less, more), found_in(text, less, more)) == "bias_count"
    layer = nn.Linear(2, 2, bias=False)
    missing = stopped(lambda: setattr(layer, "bias", torch.ones(2)), "set")
    assert id_of(module(text, missing)) == "bias_count"
    counts = [sight(b * 3 + b, b * 3, inputs={"sizes": t([3, b])}) for b in (4, 7)]
    assert id_of(*counts) == "bias_count"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("self.layers = [nn.Linear(n, n), nn.Linear(n, n)]", "nn.ModuleList"),
        ("self.layers = [nn.Linear(n, n) for _ in range(2)]", "nn.ModuleList"),
        ("self.layers = {'0': nn.Linear(n, n)}", "nn.ModuleDict"),
    ],
)
def test_layers_in_a_list(line: str, kind: str) -> None:
    text = CLASS.format(f"super().__init__()\n        {line}", "x")
    found = told(found_in(text, ("head.weight",), ("layers.0.weight", "head.weight")))
    assert found is not None and found.id == "plain_list" and kind in say(found.message)
    assert id_of(module(text, unset("self.hidden.weight"))) == "plain_list"


def test_tensors_that_are_no_parameters() -> None:
    text = CLASS.format("super().__init__()\n        self.scale, self.shift = torch.ones(n), torch.zeros(n)", "x")
    found = told(*[found_in(text, (), ("scale", "shift"))] * 2)
    assert found is not None and found.id == "plain_tensor" and "`self.scale`" in say(found.message)
    layer = nn.Linear(2, 2)
    replaced = stopped(lambda: setattr(layer, "weight", torch.ones(2)), "call")
    assert id_of(module(text, replaced)) == "plain_tensor"
    proper = CLASS.format("super().__init__()\n        self.scale = nn.Parameter(torch.ones(n))", "x")
    assert id_of(found_in(proper, (), ("scale",))) is None


def test_numbers_that_no_checkpoint_holds() -> None:
    text = CLASS.format("super().__init__()\n        self.register_buffer('mean', m, persistent=False)", "x")
    trees = [Mapping(tuple((name, t(rand(2))) for name in names)) for names in (("weight", "mean"), ("weight",))]
    found = told(sight(*trees, "self.state_dict", text=text, names=("Net",)))
    assert found is not None and found.id == "state_names" and "`mean`" in say(found.message)
    assert id_of(sight(trees[0], trees[0], "self.state_dict", text=text, names=("Net",))) is None


def test_layers_made_in_forward() -> None:
    text = CLASS.format("super().__init__()\n        self.n = n", "nn.Linear(self.n, self.n)(x)")
    found = told(*[module(text, unset("self.layer.weight", "empty"))] * 2)
    assert found is not None and found.id == "made_in_forward" and "line 7" in say(found.message)
    assert id_of(found_in(text, (), ("layer.weight",))) == "made_in_forward"


def test_parameters_of_other_names() -> None:
    text = CLASS.format("self.fc1 = nn.Linear(n, n)", "self.fc1(x)")
    wanted = Mapping((("hidden.weight", t(rand(2))), ("hidden.bias", t(rand(2)))))
    raised = unset("self.hidden.weight", "", "fc1.weight", "fc1.bias")
    case = sight(t(rand(3)), None, raised=raised, text=text, names=("Net",), ours={"self.*": wanted})
    found = told(case, case)
    assert found is not None and found.id == "parameter_names"
    assert "`hidden.weight`" in say(found.message) and "`fc1.weight`" in say(found.message)
    fewer = sight(
        t(rand(3)), None, raised=unset("self.hidden.weight", "", "head.weight"), text=text, ours={"self.*": wanted}
    )
    assert id_of(fewer) is None
