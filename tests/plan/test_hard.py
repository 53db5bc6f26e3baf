"""Exercises that need most of the language: drawn, completed and made in a real child, which must do what they say."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch

from grader.model.path import Path as PathOf
from grader.model.values import Absent, Mapping, Opaque, Placed, Same, Sequence, Tensor, Tree
from grader.plan import Draft, snippet
from grader.plan.tensors import array_of
from grader.runner.places import at

Make = Callable[..., list]  # type: ignore[type-arg]


def numbers(tree: Tree) -> torch.Tensor:
    assert isinstance(tree, Tensor), tree
    return torch.from_numpy(array_of(tree).copy())


def entries(tree: Tree) -> dict[object, Tree]:
    assert isinstance(tree, Mapping), tree
    return dict(tree.items)


ADAM = """
- id: adam
  class: MyAdam
  given: {w: {randn: [4, 3], requires_grad: true}}
  init: {params: [$w], lr: 0.01, betas: {python: "(0.9, 0.999)"}, eps: 1.0e-8}
  steps:
    update: {set: {w.grad: {randn: same}}, call: step, repeat: 5}
    clear: {call: zero_grad}
  expect:
    w: {like: torch.optim.Adam}
    w.grad: {any_of: [{exists: false}, 0.0]}
"""


def test_adam(made: Make) -> None:
    (case,) = made(ADAM, "from torch.optim import Adam as MyAdam")
    names = [turn.name for turn in case.call.turns]
    assert names == ["update"] * 5 + ["clear"]
    gradients = [numbers(dict(turn.assign)["w.grad"]) for turn in case.call.turns[:5]]
    assert len({tuple(gradient.flatten().tolist()) for gradient in gradients}) == 5  # each newly drawn
    w = numbers(dict(case.call.given)["w"]).requires_grad_()
    optimizer = torch.optim.Adam([w], lr=0.01)
    for gradient in gradients:
        w.grad = gradient
        optimizer.step()
    assert torch.allclose(numbers(case["w"]), w.detach())
    assert case["w.grad"] is None
    assert case["update"] is None and "result" not in case.record.values


def test_an_optimizer_that_needs_its_gradients_is_surveyed_again(made: Make, drafts: Make) -> None:
    text = """
    import torch
    class MyAdam:
        def __init__(self, params, lr, betas, eps):
            self.params = params
        def step(self):
            for p in self.params:
                p.data -= p.grad
        def zero_grad(self):
            pass
    """
    (case,) = made(ADAM, text)
    total = sum(numbers(dict(turn.assign)["w.grad"]) for turn in case.call.turns[:5])
    assert torch.allclose(numbers(case["w"]), numbers(dict(case.call.given)["w"]) - total, atol=1e-5)


CLIPPING = """
- id: gradient-clipping
  call: run_gradient_clipping
  given:
    parameters:
      - {randn: [5, 5], as: parameter}
      - {randn: [7], as: parameter}
      - {randn: [3], as: parameter, requires_grad: false}
    max_l2_norm: $limit
  set: {parameters.0.grad: {randn: same}, parameters.1.grad: {randn: same}}
  cases:
    - {title: too long, let: {limit: 0.01}}
    - {title: short enough already, let: {limit: 1000.0}}
    - title: parameters that can be read only once
      let: {limit: 0.01}
      given: {parameters: {iterator: [{randn: [5, 5], as: parameter}, {randn: [7], as: parameter}]}}
      expect: {all: reference, parameters.*.grad: reference}
"""

CLIP = """
import torch
def run_gradient_clipping(parameters, max_l2_norm):
    parameters = [p for p in parameters if p.grad is not None]
    assert all(type(p) is torch.nn.Parameter for p in parameters), parameters
    norm = torch.linalg.vector_norm(torch.stack([p.grad.norm() for p in parameters]))
    if norm > max_l2_norm:
        for p in parameters:
            p.grad *= max_l2_norm / norm
    return norm
"""


def test_gradient_clipping(made: Make) -> None:
    long, short, once = made(CLIPPING, CLIP)
    for case in (long, once):
        gradients = [numbers(case[f"parameters.{index}.grad"]).flatten() for index in (0, 1)]
        assert torch.cat(gradients).norm().item() == pytest.approx(0.01)
        if case is once:
            assert [*entries(case["parameters.*.grad"])] == ["0", "1"]
            assert isinstance(dict(case.call.given)["parameters"], Placed)
        # What an iterator gave is observed as the list that it was made of, and was sent as the same.
        assert case["parameters"] == case.draft.inputs["parameters"]
    assert numbers(short["result"]) > 1
    frozen = dict(long.call.given)["parameters"].items[2]
    assert isinstance(frozen, Placed) and frozen.form == "parameter"
    assert not frozen.content.requires_grad  # type: ignore[union-attr]


def test_an_iterator_is_read_once(made: Make) -> None:
    text = (
        "def run_gradient_clipping(parameters, max_l2_norm):\n    return len(list(parameters)), len(list(parameters))"
    )
    lengths = [case["result"].items for case in made(CLIPPING, text)]
    assert lengths == [(3, 3), (3, 3), (2, 0)]


KV_CACHE = """
- id: kv-cache
  class: KVCacheAttention
  let: {B: 1..3, H: 2..4, d: 2..5, D: H*d}
  init: {d_model: $D, num_heads: $H}
  set: {self.*: {randn: same}}
  given: {x: {randn: [B, 6, D]}}
  steps:
    whole: {given: {x: $x}}
    first: {given: {x: "$x[:, :4]"}}
    second: {given: {x: "$x[:, 4:5]", cache: $first.1}}
    third: {given: {x: "$x[:, 5:]", cache: $second.1}}
  backward: {whole.0: random}
  expect:
    all: reference
    third.0: {like: "whole.0[:, 5:]"}
"""

KV = """
import torch
from torch import nn
class KVCacheAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.h = num_heads
        self.qkv = nn.Linear(d_model, 3 * d_model)
    def forward(self, x, cache=None):
        q, k, v = (t.unflatten(-1, (self.h, -1)).transpose(1, 2) for t in self.qkv(x).chunk(3, -1))
        before = 0
        if cache is not None:
            before = cache[0].shape[2]
            k, v = torch.cat([cache[0], k], 2), torch.cat([cache[1], v], 2)
        mask = torch.ones(x.shape[1], k.shape[2], dtype=bool).tril(before)
        out = nn.functional.scaled_dot_product_attention(q, k, v, mask)
        return out.transpose(1, 2).flatten(-2), (k, v)
"""


def test_kv_cache(made: Make) -> None:
    cases = made(KV_CACHE, KV)
    assert len(cases) == 10
    for case in cases:
        whole, third = case["whole"], case["third"]
        assert isinstance(whole, Sequence) and isinstance(third, Sequence)
        assert torch.allclose(numbers(third.items[0]), numbers(whole.items[0])[:, 5:], atol=1e-4)
        assert [path for path, _ in case.call.backward] == ["whole.0"]
        assert numbers(case["x.grad"]).abs().sum() > 0
        assert [*entries(case["self.*.grad"])] == ["qkv.weight", "qkv.bias"]
        assert {"whole", "first", "second", "third", "x", "self.*"} <= {*case.call.observe}


def test_backward_alone_starts_at_every_step(made: Make) -> None:
    case, *_ = made(KV_CACHE.replace("{whole.0: random}", "random"), KV)
    starts = [path for path, _ in case.call.backward]
    assert starts == [
        f"{step}.{part}" for step in ("whole", "first", "second", "third") for part in ("0", "1.0", "1.1")
    ]


SAVE_AND_LOAD = """
- id: save-and-load
  given:
    old: {class: torch.nn.Linear, init: {in_features: 6, out_features: 3}}
    new: {class: torch.nn.Linear, init: {in_features: 6, out_features: 3}}
    old_opt: {class: torch.optim.AdamW, init: {params: $old.parameters, lr: 0.001}}
    new_opt: {class: torch.optim.AdamW, init: {params: $new.parameters, lr: 0.001}}
  set: {old.*: {randn: same}, new.*: {randn: same}}
  steps:
    train: {set: {old.*.grad: {randn: same}}, call: old_opt.step, repeat: 10}
    save: {call: run_save_checkpoint, given: {model: $old, optimizer: $old_opt, iteration: 10, out: checkpoint.pt}}
    load: {call: run_load_checkpoint, given: {src: checkpoint.pt, model: $new, optimizer: $new_opt}}
  expect:
    load: 10
    new.state_dict: {like: old.state_dict}
    new_opt.state_dict: {like: old_opt.state_dict}
"""

SAVE = """
import torch
def run_save_checkpoint(model, optimizer, iteration, out):
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "iteration": iteration}, out)
def run_load_checkpoint(src, model, optimizer):
    there = torch.load(src)
    model.load_state_dict(there["model"])
    optimizer.load_state_dict(there["optimizer"])
    return there["iteration"]
"""


def test_save_and_load(made: Make) -> None:
    (case,) = made(SAVE_AND_LOAD, SAVE)
    assert case["load"] == 10
    assert case["new.state_dict"] == case["old.state_dict"] and entries(case["new.state_dict"])
    assert case["new_opt.state_dict"] == case["old_opt.state_dict"]
    state = entries(case["new_opt.state_dict"])
    momentum = entries(entries(state["state"])[0])
    assert numbers(momentum["exp_avg"]).abs().sum() > 0 and numbers(momentum["step"]) == 10
    (group,) = state["param_groups"].items  # type: ignore[union-attr]
    assert entries(group)["params"] == Sequence("list", (0, 1)) and entries(group)["betas"] == Sequence(
        "tuple", (0.9, 0.999)
    )
    kinds = {type(part) for part in leaves(case["new_opt.state_dict"])}
    assert Opaque not in kinds and Absent not in kinds


def leaves(tree: Tree) -> list[Tree]:
    items = [i for pair in tree.items for i in pair] if isinstance(tree, Mapping) else getattr(tree, "items", ())
    return [leaf for item in items for leaf in leaves(item)] or [tree]


def test_given_modules_are_drawn_apart(drafts: Callable[..., list[Draft]], made: Make) -> None:
    (case,) = made(SAVE_AND_LOAD, SAVE)
    assert [path for path, _ in case.call.assign] == ["old.weight", "old.bias", "new.weight", "new.bias"]
    (train, *_) = case.call.turns
    assert (train.owner, train.names, [path for path, _ in train.assign]) == (
        "old_opt", ("step",), ["old.weight.grad", "old.bias.grad"],
    )  # fmt: skip
    assert dict(case.call.turns[-1].given)["optimizer"] == Same("new_opt")
    assert np.prod([tree.numel for _, tree in train.assign]) == 18 * 3  # type: ignore[union-attr]


# ---- the others


BATCHNORM = """
- id: batchnorm
  call: my_batch_norm
  let: {N: 3..8, D: 2..6}
  given:
    x: {randn: [N, D]}
    gamma: {randn: [D]}
    beta: {randn: [D]}
    running_mean: {randn: [D], requires_grad: false}
    running_var: {rand: [D], from: 0.5..1.5, requires_grad: false}
    training: $training
  backward: random
  cases: {training: [true, false]}
"""

NORM = """
import torch
def my_batch_norm(x, gamma, beta, running_mean, running_var, training):
    return torch.nn.functional.batch_norm(x, running_mean, running_var, gamma, beta, training)
"""


def test_batchnorm(made: Make) -> None:
    for case in made(BATCHNORM, NORM):
        training = dict(case.call.given)["training"]
        for name in ("running_mean", "running_var"):
            assert (case[name] == dict(case.call.given)[name]) is not training
            assert f"{name}.grad" not in case.call.observe
        assert all(numbers(case[f"{name}.grad"]).isfinite().all() for name in ("x", "gamma", "beta"))


MHA = """
- id: mha
  class: MultiHeadAttention
  let: {B: 1..3, S: 3..6, T: 4..7, H: 2..4, d: 2..5, D: H*d}
  init: {d_model: $D, num_heads: $H}
  set: {self.*: {randn: same}}
  given: {q: {randn: [B, S, D]}, k: {randn: [B, T, D]}, v: {randn: [B, T, D]}}
  backward: random
  cases:
    - {title: cross-attention}
    - {title: self-attention, given: {k: $q, v: $q}}
  expect:
    all: reference
    self.W_q: {type: torch.nn.Linear}
"""

ATTENTION = """
from torch import nn
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.h = num_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))
    def forward(self, q, k, v):
        split = lambda x: x.unflatten(-1, (self.h, -1)).transpose(-2, -3)
        out = nn.functional.scaled_dot_product_attention(split(self.W_q(q)), split(self.W_k(k)), split(self.W_v(v)))
        return self.W_o(out.transpose(-2, -3).flatten(-2))
"""


def test_attention(made: Make) -> None:
    cases = made(MHA, ATTENTION)
    assert len(cases) == 20
    for case in cases:
        own = case.draft.case.title == "self-attention"
        assert (case.record.same.get("q") == ("k", "v")) is own
        assert ("k.grad" in case.call.observe) is not own
        assert case["self.W_q"] == Opaque("torch.nn.Linear")
        assert len(entries(case["self.*.grad"])) == 8 and case["result"].shape == case["q"].shape


DROPOUT = """
- id: dropout
  class: MyDropout
  init: {p: 0.3}
  cases:
    - {title: eval mode changes nothing, mode: eval, given: {x: {randn: [4, 8]}}, expect: {result: {like: x}}}
    - title: a new mask each time
      given: {x: {ones: [1000]}}
      steps: {first: {given: {x: $x}}, second: {given: {x: $x}}}
      expect: {second: {not: {like: first}}}
"""


def test_dropout(made: Make) -> None:
    still, anew = made(DROPOUT, "from torch.nn import Dropout as MyDropout")
    assert still["result"] == still["x"]
    assert anew["first"] != anew["second"] and "result" not in anew.call.observe


BATCHES = """
- id: get-batch
  call: run_get_batch
  given: {dataset: {arange: [100], as: numpy}, batch_size: 32, context_length: 7, device: cpu}
  cases:
    - {title: every start is as likely as any other, repeat: 3, expect: {"result.1[:, :-1]": {like: "result.0[:, 1:]"}}}
    - {title: the device is used, given: {device: "cuda:99"}, expect: {raises: {type: [RuntimeError, AssertionError]}}}
"""

BATCH = """
import numpy as np, torch
def run_get_batch(dataset, batch_size, context_length, device):
    assert type(dataset) is np.ndarray
    starts = np.random.randint(0, len(dataset) - context_length, batch_size)
    parts = [np.stack([dataset[s + k : s + k + context_length] for s in starts]) for k in (0, 1)]
    return tuple(torch.from_numpy(part).to(device) for part in parts)
"""


def test_batches(made: Make) -> None:
    *drawn, elsewhere = made(BATCHES, BATCH)
    assert len(drawn) == 3 and {"result", "result.0", "result.1", "dataset"} <= {*drawn[0].call.observe}
    for case in drawn:
        inputs, targets = case["result"].items
        assert (inputs.dtype, inputs.shape) == ("int64", (32, 7))
        assert torch.equal(numbers(targets)[:, :-1], numbers(inputs)[:, 1:])
        assert case["dataset"] == case.draft.inputs["dataset"]
    assert elsewhere.record.raised is not None and elsewhere.record.raised.stage == "call"


OBJECTS = """
- id: objects
  call: train
  given:
    data: {call: spirals, given: {points: 12}}
    loader: {class: torch.utils.data.DataLoader, init: {dataset: $data, batch_size: 4}}
    model: {class: torch.nn.Linear, init: {in_features: 2, out_features: 1}}
    optimizer: {class: torch.optim.SGD, init: {params: $model.parameters, lr: 0.5}}
    schedule: {class: torch.optim.lr_scheduler.StepLR, init: {optimizer: $optimizer, step_size: 1}}
    generator: {class: torch.Generator}
  expect:
    all: reference
    schedule.state_dict: reference
    optimizer.state_dict: reference
"""

TRAIN = """
import torch
def train(loader, model, optimizer, schedule, generator, data):
    noise = torch.rand(1, generator=generator)
    for x, y in loader:
        optimizer.zero_grad()
        (model(x) - y).square().mean().backward()
        optimizer.step()
    schedule.step()
    return noise
"""

SPIRALS = """
import torch
def spirals(points):
    return torch.utils.data.TensorDataset(torch.linspace(0, 1, 2 * points).view(-1, 2), torch.ones(points, 1))
"""


def test_objects_of_all_kinds_are_inputs(made: Make) -> None:
    (case,) = made(OBJECTS, TRAIN, inputs=SPIRALS)
    assert entries(case["model.*"]).keys() == {"weight", "bias"}
    before = dict(case.call.assign)["model.weight"]
    assert numbers(entries(case["model.*"])["weight"]).tolist() != numbers(before).tolist()
    schedule, optimizer = entries(case["schedule.state_dict"]), entries(case["optimizer.state_dict"])
    assert schedule["last_epoch"] == 1
    assert entries(optimizer["param_groups"].items[0])["lr"] == pytest.approx(0.05)


# ---- as Python to paste

PASTED = {
    "adam": (ADAM, "from torch.optim import Adam as MyAdam", ""),
    "clipping": (CLIPPING, CLIP, ""),
    "kv cache": (
        KV_CACHE.replace("let: {B: 1..3, H: 2..4, d: 2..5, D: H*d}", "let: {B: 1, H: 2, d: 2, D: H*d}"),
        KV,
        "",
    ),
    "save and load": (SAVE_AND_LOAD, SAVE, ""),
    "batchnorm": (BATCHNORM, NORM, ""),
    "objects": (OBJECTS, TRAIN, SPIRALS),
}


@pytest.mark.parametrize("name", PASTED)
def test_hard_ones_can_be_pasted(
    name: str, made: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    exercise, text, inputs = PASTED[name]
    monkeypatch.chdir(tmp_path)
    modules: dict[str, ModuleType] = {}
    for file, source in {"work": text, "inputs": inputs}.items():
        modules[file] = ModuleType(file)
        exec(compile(source, f"{file}.py", "exec"), modules[file].__dict__)
        monkeypatch.setitem(sys.modules, file, modules[file])
    for case in made(exercise, text, inputs=inputs):
        lines = snippet(case.call, "work.py")
        assert "torch.randn(" not in lines, lines
        torch.manual_seed(0)
        there: dict[str, object] = {}
        exec(compile(lines, "pasted", "exec"), there)
        for path, recorded in case.record.values.items():
            if "*" in path or isinstance(recorded, Opaque) or name == "objects":
                continue
            items = {root.removesuffix("_items"): value for root, value in there.items() if root.endswith("_items")}
            seen = at({"self": there.get("module"), **there, **items}, PathOf.parse(path))
            assert close(seen, recorded), (path, lines)


def close(seen: object, recorded: Tree) -> bool:
    """Within the six digits that are shown."""
    if isinstance(recorded, Tensor):
        wanted = numbers(recorded)
        return isinstance(seen, torch.Tensor) and torch.allclose(seen.detach().to(wanted.dtype), wanted, 1e-3, 1e-3)
    if isinstance(recorded, Sequence):
        return seen is not None and all(map(close, seen, recorded.items))  # type: ignore[call-overload]
    if isinstance(recorded, Mapping):
        return all(close(dict(seen)[key], item) for key, item in recorded.items)  # type: ignore[call-overload]
    return bool(seen == recorded)
