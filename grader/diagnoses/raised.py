"""What an exception says that torch raised. Its texts differ from version to version, so they are matched loosely."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.model.message import Parameter


def match(s: Sight, pattern: str) -> re.Match[str] | None:
    """``pattern`` in what the submission raised, if it raised anything."""
    return None if s.raised is None else re.search(pattern, s.raised.text, re.IGNORECASE)


def says(pattern: str) -> Callable[[Sight], Iterator[Finding]]:
    """A rule's ``look``: the exception's text holds ``pattern``, whose named groups fill the template."""

    def look(s: Sight) -> Iterator[Finding]:
        if (found := match(s, pattern)) is not None:
            yield Finding(parameters={name: value or "" for name, value in found.groupdict().items()})

    return look


def _unmatched(s: Sight) -> Iterator[Finding]:
    """Two matrices whose inner sizes differ, and which change would make them equal."""
    found = match(s, r"shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)")
    if found is None:
        if (other := match(s, r"mat(?:rix)? ?\(?(\d+)x(\d+)\)?, vec ?\(?(\d+)")) is not None:
            yield Finding(parameters={"one": other[2], "other": other[3], "fix": _LOOK})
        elif match(s, r"expected size for first two dimensions of batch2|inconsistent tensor size") is not None:
            yield Finding(
                parameters={"one": "the last of the first", "other": "the one before of the second", "fix": _LOOK}
            )
        return
    rows, inner, other_inner, columns = map(int, found.groups())
    fix = _LOOK
    if inner == columns:
        fix = "transposing the second with `.T` makes them fit"
    elif rows == other_inner:
        fix = "transposing the first with `.T` makes them fit"
    elif inner and not other_inner % inner:
        fix = "flatten the first so that each row has all its numbers, as with `flatten(1)`"
    numbers: dict[str, Parameter] = {"one": inner, "other": other_inner, "fix": fix}
    yield Finding(fix, numbers)


_LOOK = "print both shapes before the product"

RULES = (
    Rule(
        "integer_gradient",
        says(r"only tensors of floating point .*can require gradients"),
        "only floating numbers can have a gradient: write `3.` and not `3`, or convert with `.float()`",
        is_fact=True,
    ),
    Rule(
        "numpy_of_graph",
        says(r"can't call numpy\(\) on tensor that requires grad"),
        "NumPy knows no gradients: `.detach().numpy()` is for looking at numbers, and what is differentiated stays a "
        "tensor",
        is_fact=True,
    ),
    Rule(
        "sizes_unmatched",
        _unmatched,
        "a product needs equal inner sizes, and these are {one} and {other}: {fix}",
        is_fact=True,
    ),
    Rule(
        "dtype_mixed",
        says(
            r"(?:must|to) have the same dtype, but got:? (?P<one>\w+) (?:and|!=) (?P<other>\w+)"
            r"|expected (?:scalar type|object of) (?P<wanted>\w+) but (?:found|got) (?P<found>\w+)"
        ),
        "tensors of different precision meet ({one}{wanted}, {other}{found}): NumPy's numbers are double, so make both "
        "the same with `.float()` or `.to(x.dtype)`",
        is_fact=True,
    ),
    Rule(
        "view_strided",
        says(r"view size is not compatible with input tensor's size and stride"),
        "`view` needs numbers that lie in order in memory, which a transposed tensor's do not: use `reshape`",
        is_fact=True,
    ),
    Rule(
        "view_size",
        says(r"shape '(?P<shape>[^']*)' is invalid for input of size (?P<size>\d+)"),
        "the shape {shape} has not {size} places, which is how many numbers there are: compute one of its sizes from "
        "`x.shape`, or write -1 for it",
        is_fact=True,
    ),
    Rule(
        "axes_permuted",
        says(r"to have (?P<wanted>\d+) channels, but got (?P<got>\d+) channels"),
        "the layer wants {wanted} channels and finds {got}: torch's pictures are (batch, channels, height, width), so "
        "put the channels second, with `permute(0, 3, 1, 2)` if they came last",
        is_fact=True,
        variant="raised",
    ),
    Rule(
        "broadcast_sizes",
        says(
            r"size of tensor a \((?P<one>\d+)\) must match the size of tensor b \((?P<other>\d+)\)"
            r".*dimension (?P<dim>\d+)"
        ),
        "sizes {one} and {other} meet in dimension {dim}, and only a size of one stretches: keep a reduced dimension "
        "with `keepdim=True`, or add one with `unsqueeze`",
        is_fact=True,
    ),
    Rule(
        "item_of_many",
        says(
            r"a tensor with (?P<count>\d+) elements cannot be converted to scalar"
            r"|only one element tensors can be converted"
        ),
        "a tensor of several numbers is no single one: reduce it first, with `.sum()` or `.mean()`",
        is_fact=True,
    ),
    Rule(
        "truth_of_many",
        says(r"boolean value of tensor with more than one value is ambiguous"),
        "`if` and `while` want one yes or no, and a tensor of several has many: use `.any()`, `.all()` or "
        "`torch.where`",
        is_fact=True,
    ),
    Rule(
        "no_parameters",
        says(r"optimizer got an empty parameter list"),
        "the optimizer finds no parameter: they must be `nn.Parameter`s or modules that are attributes of the module, "
        "and lists of them an `nn.ModuleList`",
        is_fact=True,
    ),
    Rule(
        "non_leaf_optimizer",
        says(r"can't optimize a non-leaf tensor"),
        "an optimizer changes leaves only, and this tensor was computed: hand it the tensor that was made with "
        "`requires_grad=True`",
        is_fact=True,
    ),
    Rule(
        "embedding_index",
        says(r"index out of range in self"),
        "an index is as large as the table or larger: an embedding of n rows knows the indices 0 to n - 1",
        is_fact=True,
    ),
    Rule(
        "state_names",
        says(r"error\(s\) in loading state_dict"),
        "the saved weights and the module do not have the same names or shapes: compare `state_dict().keys()` of both",
        is_fact=True,
    ),
    Rule(
        "no_cuda",
        says(r"torch not compiled with cuda|no nvidia driver|no cuda gpus are available"),
        "there is no GPU where this is graded: ask `torch.cuda.is_available()`, or stay on `x.device`, the input's",
        is_fact=True,
    ),
    Rule(
        "device_mixed",
        says(r"expected all tensors to be on the same device|is not on the expected device"),
        "tensors of two devices meet: make new ones with `device=x.device`, and register constants of a module with "
        "`register_buffer`",
        is_fact=True,
        variant="raised",
    ),
    Rule(
        "mean_of_integers",
        says(r"could not infer output dtype|mean\(\): input dtype should be either floating"),
        "whole numbers have no mean in torch: convert them with `.float()` first",
        is_fact=True,
    ),
    Rule(
        "batch_norm_of_one",
        says(r"expected more than 1 value per channel when training"),
        "batch normalisation learns from the spread of a batch, and one sample has none: evaluate with `model.eval()`",
        is_fact=True,
    ),
)
