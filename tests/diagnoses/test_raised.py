"""What torch says when it raises, from the torch that is installed, and texts of other versions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from grader.model.record import Raised
from grader.reporters.wording import say
from tests.diagnoses.conftest import rand, sight, t, told

LONG = torch.zeros(3, dtype=torch.long)
MISTAKES: dict[str, tuple[str, Callable[[], object]]] = {
    "a gradient of whole numbers": ("integer_gradient", lambda: torch.tensor([1, 2], requires_grad=True)),
    "NumPy in the graph": ("numpy_of_graph", lambda: torch.ones(2, requires_grad=True).numpy()),
    "float labels": ("labels_not_long", lambda: F.cross_entropy(torch.randn(3, 4), torch.ones(3))),
    "float indices": ("labels_not_long", lambda: nn.Embedding(3, 2)(torch.ones(1))),
    "a column of labels": ("target_shape", lambda: F.cross_entropy(torch.randn(3, 4), LONG[:, None])),
    "a loss turned round": ("swapped_arguments", lambda: F.cross_entropy(LONG, torch.randn(3))),
    "a label too large": ("target_range", lambda: F.cross_entropy(torch.randn(3, 4), LONG + 7)),
    "logits for probabilities": ("outside_unit", lambda: F.binary_cross_entropy(torch.ones(1) * 2, torch.ones(1))),
    "whole targets": ("target_not_float", lambda: F.binary_cross_entropy(torch.rand(3), LONG)),
    "inner sizes": ("sizes_unmatched", lambda: torch.randn(5, 6) @ torch.randn(4, 3)),
    "inner sizes of batches": ("sizes_unmatched", lambda: torch.randn(2, 5, 6) @ torch.randn(2, 4, 3)),
    "inner sizes of a vector": ("sizes_unmatched", lambda: torch.randn(5, 6) @ torch.randn(4)),
    "two precisions": ("dtype_mixed", lambda: torch.randn(5, 6).double() @ torch.randn(6, 3)),
    "a view of a transpose": ("view_strided", lambda: torch.randn(5, 6).T.view(30)),
    "a view of another size": ("view_size", lambda: torch.randn(12).view(5, 2)),
    "channels last": ("axes_permuted", lambda: nn.Conv2d(3, 8, 3)(torch.randn(2, 32, 32, 3))),
    "sizes that do not stretch": ("broadcast_sizes", lambda: torch.randn(5, 4) + torch.randn(5, 3)),
    "item of several": ("item_of_many", lambda: torch.randn(3).item()),
    "if of several": ("truth_of_many", lambda: bool(torch.randn(3) > 0)),
    "nothing to optimize": ("no_parameters", lambda: torch.optim.SGD([], lr=1.0)),
    "optimizing what was computed": (
        "non_leaf_optimizer",
        lambda: torch.optim.SGD([torch.ones(1, requires_grad=True) * 2], lr=1.0),
    ),
    "an index too large": ("embedding_index", lambda: nn.Embedding(3, 2)(LONG + 4)),
    "other names": ("state_names", lambda: nn.Linear(2, 2).load_state_dict({})),
    "two devices": ("device_mixed", lambda: torch.zeros(3, device="meta") + torch.zeros(3)),
    "a mean of whole numbers": ("mean_of_integers", lambda: LONG.mean()),
    "a batch of one": ("batch_norm_of_one", lambda: nn.BatchNorm1d(3)(torch.randn(1, 3))),
}
# Texts of other versions and machines.
TEXTS = {
    "Torch not compiled with CUDA enabled": "no_cuda",
    "Found no NVIDIA driver on your system.": "no_cuda",
    "expected scalar type Long but found Float": "labels_not_long",
    "mat1 and mat2 must have the same dtype, but got Double and Float": "dtype_mixed",
    "expected scalar type Double but found Float": "dtype_mixed",
    "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!": "device_mixed",
    "only one element tensors can be converted to Python scalars": "item_of_many",
    "mean(): input dtype should be either floating point or complex dtypes. Got Long instead.": "mean_of_integers",
}


def raised(error: BaseException) -> Raised:
    return Raised("call", type(error).__name__, (), str(error))


@pytest.mark.parametrize(("expected", "mistake"), MISTAKES.values(), ids=MISTAKES)
def test_what_torch_raises(expected: str, mistake: Callable[[], object]) -> None:
    with pytest.raises(Exception) as caught:
        mistake()
    found = told(sight(t(rand(3)), None, raised=raised(caught.value)))
    assert found is not None and found.id == expected, caught.value
    assert found.confidence == "certain"
    assert "{" not in say(found.message) and "diagnosis" not in say(found.message)


@pytest.mark.parametrize(("text", "expected"), TEXTS.items())
def test_what_other_versions_say(text: str, expected: str) -> None:
    found = told(sight(t(rand(3)), None, raised=Raised("call", "RuntimeError", (), text)))
    assert found is not None and found.id == expected


@pytest.mark.parametrize(
    ("one", "other", "fix"),
    [((5, 6), (3, 6), "second"), ((6, 5), (6, 3), "first"), ((8, 7), (28, 10), "flatten"), ((5, 6), (4, 3), "print")],
)
def test_the_change_that_makes_a_product_fit(one: tuple[int, int], other: tuple[int, int], fix: str) -> None:
    with pytest.raises(RuntimeError) as caught:
        torch.randn(one) @ torch.randn(other)
    found = told(sight(t(rand(3)), None, raised=raised(caught.value)))
    assert found is not None and fix in say(found.message)


def test_another_exception_has_none() -> None:
    assert told(sight(t(rand(3)), None, raised=Raised("call", "KeyError", (), "'colour'"))) is None
