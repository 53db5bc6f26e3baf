"""What losses say of targets that do not suit them."""

from __future__ import annotations

from grader.diagnoses.raised import says
from grader.diagnoses.rule import Rule

RULES = (
    Rule(
        "labels_not_long",
        says(
            r"expected (?:target dtype to be long|scalar type long)|argument #1 'indices' to have|must be long, "
            r"int|tensors used as indices must be long"
        ),
        "indices and class labels must be whole numbers: convert them with `.long()`",
        is_fact=True,
        variant="raised",
    ),
    Rule(
        "target_shape",
        says(r"0d or 1d target tensor expected|multi-target not supported"),
        "the targets are class indices of shape (N,): take the extra dimension away with `squeeze(1)`, or make one-hot "
        "rows indices with `argmax(1)`",
        is_fact=True,
    ),
    Rule(
        "swapped_arguments",
        says(r"log_softmax\w*\"? not implemented for '(?:long|int|byte)'"),
        "the arguments of the loss are exchanged: first the predictions, then the targets",
        is_fact=True,
        variant="raised",
    ),
    Rule(
        "target_range",
        says(r"target (?P<target>-?\d+) is out of bounds"),
        "the label {target} is no class: labels count from 0 to the number of classes less one",
        is_fact=True,
    ),
    Rule(
        "outside_unit",
        says(r"all elements of (?:input|target) should be between 0 and 1"),
        "this loss wants probabilities: apply `sigmoid` first, or use `binary_cross_entropy_with_logits`",
        is_fact=True,
    ),
    Rule(
        "target_not_float",
        says(r"found dtype long but expected float|result type float can't be cast to the desired output type long"),
        "the numbers here must be floats: convert the targets with `.float()`",
        is_fact=True,
    ),
)
