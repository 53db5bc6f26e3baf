"""What went wrong, where it can be known: a diagnosis, or the author's own note on the very same mistake."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from grader.model.message import Message

# Every mistake that has a name: what a specification can switch off or put into words of its own.
MISTAKES = frozenset(
    """
    accumulated activation_missing activation_twice affine_missing aliasing argument_missing arguments_many
    arguments_unfit ascent axes_permuted batch_first batch_norm_of_one batch_squeezed bias_count bias_missing
    booleans broadcast broadcast_sizes called_value cat_sizes correction default_dtype device_mixed
    dimension_outside divided_by_zero double double_softmax dropout_unused dtype_mixed embedding_index
    end_missing eps_place extra_dimension factor_two features_swapped first_only float_not_int forbidden
    from_nothing graph_cut graph_kept in_place index_outside indices_many initial_loss input_changed
    integer_gradient integers item_of_many labels_not_long list_arithmetic list_of_tensors log_base loss_scaled
    made_in_forward mean_of_integers metric_scaled metrics_in_train missing_dimension missing_return misspelt
    mode_ignored mode_left nearly never_filled never_learns nll_probabilities no_backward no_causal_mask
    no_cuda no_forward no_method no_parameters no_requires_grad no_tensor non_leaf non_leaf_optimizer
    not_a_tensor not_called not_detached not_enough_values not_finite not_reduced not_scalar not_written
    numpy_of_graph offset old_content only_shape outside_unit over_reduced parameter_names parameters_unused
    partly_wrong plain_list plain_tensor printed python_number reordered reshaped reversed rotary_layout
    scheduler_order second_backward self_missing sign sizes_fixed sizes_unmatched softmax_dimension stack_sizes
    start_off state_names step_size sum_mean super_missing swapped_arguments syntax target_not_float
    target_range target_shape tensor_not_number ties transposed truncated truth_of_many tuple_item
    uninitialised unscaled_scores update_in_graph used_before_set view_size view_strided wrapped wrong_device
    wrong_dimension wrong_length zero_gradient
    """.split()  # noqa: SIM905 (one name a line would be a hundred lines)
)


class Confidence(StrEnum):
    """``certain`` is a fact (a type, an exception), ``likely`` a match in many numbers, ``possible`` one in few."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """``id`` names the mistake (``transposed``); ``path`` is the place where it shows."""

    id: str
    confidence: Confidence
    message: Message
    path: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A file of ``wrong/`` that gives the same wrong answers; ``text`` is what its author says to the student."""

    name: str
    text: str
