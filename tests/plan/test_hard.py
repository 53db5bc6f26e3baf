"""Exercises that need most of the language: drawn, completed and made in a real child, which must do what they say."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch

from grader.model.values import Absent, Mapping, Opaque, Placed, Same, Sequence, Tensor, Tree
from grader.plan import Draft
from grader.plan.tensors import array_of

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
        gradients = entries(dict(case.record.values).get("parameters.*.grad", Mapping(())))
        if case is once:
            assert [*gradients] == ["0", "1"]
            assert torch.cat([numbers(g).flatten() for g in gradients.values()]).norm().item() == pytest.approx(0.01)
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
