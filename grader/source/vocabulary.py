"""The names that torch gives to functions and tensors' methods: known here, where torch is never imported.

It need not be complete: a name that is missing is seen by the trace of a call, and by rules that name it.
"""

from __future__ import annotations

import builtins

# Methods of tensors. Most of them are functions of torch too.
METHODS = frozenset(
    """
    abs abs_ absolute absolute_ acos acos_ acosh acosh_ add add_ addbmm addbmm_ addcdiv addcdiv_ addcmul addcmul_
    addmm addmm_ addmv addmv_ addr addr_ adjoint all allclose amax amin aminmax angle any apply_ arccos arccos_
    arccosh arccosh_ arcsin arcsin_ arcsinh arcsinh_ arctan arctan2 arctan2_ arctan_ arctanh arctanh_ argmax argmin
    argsort argwhere as_strided as_strided_ as_strided_scatter as_subclass asin asin_ asinh asinh_ atan atan2 atan2_
    atan_ atanh atanh_ backward baddbmm baddbmm_ bernoulli bernoulli_ bfloat16 bincount bitwise_and bitwise_and_
    bitwise_left_shift bitwise_left_shift_ bitwise_not bitwise_not_ bitwise_or bitwise_or_ bitwise_right_shift
    bitwise_right_shift_ bitwise_xor bitwise_xor_ bmm bool broadcast_to byte cauchy_ cdouble ceil ceil_ cfloat chalf
    char cholesky cholesky_inverse cholesky_solve chunk clamp clamp_ clamp_max clamp_max_ clamp_min clamp_min_ clip
    clip_ clone coalesce col_indices conj conj_physical conj_physical_ const_data_ptr contiguous copy_ copysign
    copysign_ corrcoef cos cos_ cosh cosh_ count_nonzero cov cpu cross cuda cummax cummin cumprod cumprod_ cumsum
    cumsum_ data_ptr deg2rad deg2rad_ dense_dim det detach detach_ diag diag_embed diagflat diagonal
    diagonal_scatter diff digamma digamma_ dim dist div div_ divide divide_ dot double dsplit element_size eq equal
    erf erf_ erfc erfc_ erfinv erfinv_ exp exp2 exp2_ exp_ expand expand_as expm1 expm1_ exponential_ fill_
    fill_diagonal_ fix fix_ flatten flip fliplr flipud float float_power float_power_ floor floor_ floor_divide
    floor_divide_ fmax fmin fmod fmod_ frac frac_ frexp gather gcd gcd_ ge ge_ geometric_ geqrf ger greater greater_
    greater_equal greater_equal_ gt gt_ half hardshrink hash_tensor heaviside heaviside_ histc histogram hsplit
    hypot hypot_ i0 i0_ igamma igamma_ igammac igammac_ index index_add index_add_ index_copy_ index_fill
    index_fill_ index_put index_put_ index_reduce index_reduce_ index_select indices inner int int_repr inverse
    isclose isfinite isinf isnan isneginf isposinf isreal istft item kron kthvalue lcm lcm_ ldexp ldexp_ le le_ lerp
    lerp_ less less_ less_equal less_equal_ lgamma lgamma_ log log10 log10_ log1p log1p_ log2 log2_ log_ log_normal_
    log_softmax logaddexp logaddexp2 logcumsumexp logdet logical_and logical_and_ logical_not logical_not_
    logical_or logical_or_ logical_xor logical_xor_ logit logit_ logsumexp long lt lt_ lu lu_solve map2_ map_
    masked_fill masked_fill_ masked_scatter masked_scatter_ masked_select matmul matrix_exp matrix_power max maximum
    mean median min minimum mm mode moveaxis movedim msort mul mul_ multinomial multiply multiply_ mv mvlgamma
    mvlgamma_ nan_to_num nan_to_num_ nanmean nanmedian nanquantile nansum narrow ndimension ne ne_ neg neg_ negative
    negative_ nelement new new_empty new_empty_strided new_full new_ones new_tensor new_zeros nextafter nextafter_
    nonzero nonzero_static norm normal_ not_equal not_equal_ numel numpy orgqr ormqr outer permute pin_memory
    pinverse polygamma polygamma_ positive pow pow_ prelu prod put put_ qr qscheme quantile rad2deg rad2deg_ random_
    ravel reciprocal reciprocal_ record_stream register_hook register_post_accumulate_grad_hook relu relu_ remainder
    remainder_ renorm renorm_ repeat repeat_interleave requires_grad_ reshape reshape_as resize resize_ resize_as
    resize_as_ resolve_conj resolve_neg retain_grad roll rot90 round round_ row_indices rsqrt rsqrt_ scatter
    scatter_ scatter_add scatter_add_ scatter_reduce scatter_reduce_ select select_scatter sgn sgn_ short sigmoid
    sigmoid_ sign sign_ signbit sin sin_ sinc sinc_ sinh sinh_ size slice_inverse slice_scatter slogdet smm softmax
    sort split split_with_sizes sqrt sqrt_ square square_ squeeze squeeze_ std stft storage storage_offset stride
    sub sub_ subtract subtract_ sum sum_to_size svd swapaxes swapaxes_ swapdims swapdims_ t t_ take take_along_dim
    tan tan_ tanh tanh_ tensor_split tile to to_dense to_padded_tensor to_sparse tolist topk trace transpose
    transpose_ triangular_solve tril tril_ triu triu_ true_divide true_divide_ trunc trunc_ type type_as unbind
    unflatten unfold uniform_ unique unique_consecutive unsafe_chunk unsafe_split unsafe_split_with_sizes unsqueeze
    unsqueeze_ untyped_storage values var vdot view view_as vsplit where xlogy xlogy_ zero_
    """.split()  # noqa: SIM905 (one name a line would be seven hundred lines)
)
# Functions of ``torch`` and ``torch.nn.functional`` that are no methods.
FUNCTIONS = frozenset(
    """
    adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d adaptive_max_pool1d_with_indices
    adaptive_max_pool2d adaptive_max_pool2d_with_indices adaptive_max_pool3d adaptive_max_pool3d_with_indices
    affine_grid affine_grid_generator alpha_dropout alpha_dropout_ arange are_deterministic_algorithms_enabled
    as_tensor asarray atleast_1d atleast_2d atleast_3d avg_pool1d avg_pool2d avg_pool3d bartlett_window batch_norm
    bilinear binary_cross_entropy binary_cross_entropy_with_logits binomial blackman_window block_diag
    broadcast_shapes broadcast_tensors bucketize can_cast cartesian_prod cat cdist celu celu_ channel_shuffle
    choose_qparams_optimized column_stack combinations compile complex concat concatenate cond constant_pad_nd
    conv1d conv2d conv3d conv_tbc conv_transpose1d conv_transpose2d conv_transpose3d convolution
    cosine_embedding_loss cosine_similarity cross_entropy ctc_loss cumulative_trapezoid dropout dropout1d dropout2d
    dropout3d dropout_ dstack einsum elu elu_ embedding embedding_bag embedding_renorm_ empty empty_like
    empty_permuted empty_strided eye feature_alpha_dropout feature_alpha_dropout_ feature_dropout feature_dropout_
    fill fold fractional_max_pool2d fractional_max_pool2d_with_indices fractional_max_pool3d
    fractional_max_pool3d_with_indices frobenius_norm from_dlpack from_file from_numpy frombuffer full full_like
    gaussian_nll_loss gelu glu gradient grid_sample grid_sampler grid_sampler_2d grid_sampler_3d group_norm gru
    gru_cell gumbel_softmax hamming_window hann_window hardsigmoid hardswish hardtanh hardtanh_ hinge_embedding_loss
    histogramdd hstack huber_loss imag initial_seed instance_norm interpolate isin kaiser_window kl_div l1_loss
    layer_norm leaky_relu leaky_relu_ linear linear_cross_entropy linspace lobpcg local_response_norm logsigmoid
    logspace lp_pool1d lp_pool2d lp_pool3d lstm lstm_cell lu_unpack manual_seed margin_ranking_loss matrix_rank
    max_pool1d max_pool1d_with_indices max_pool2d max_pool2d_with_indices max_pool3d max_pool3d_with_indices
    max_unpool1d max_unpool2d max_unpool3d meshgrid mish mse_loss multi_head_attention_forward multi_margin_loss
    multilabel_margin_loss multilabel_soft_margin_loss nll_loss norm_except_dim normal normalize nuclear_norm
    one_hot ones ones_like pad pairwise_distance pca_lowrank pdist pixel_shuffle pixel_unshuffle poisson
    poisson_nll_loss polar promote_types rand rand_like randint randint_like randn randn_like randperm range real
    relu6 result_type rms_norm row_stack rrelu rrelu_ rsub scalar_tensor scaled_dot_product_attention searchsorted
    seed segment_reduce selu selu_ silu smooth_l1_loss soft_margin_loss softmin softplus softshrink softsign stack
    std_mean svd_lowrank tanhshrink tensor tensordot threshold threshold_ to_dlpack trapezoid trapz tril_indices
    triplet_margin_loss triplet_margin_with_distance_loss triu_indices unravel_index upsample upsample_bilinear
    upsample_nearest use_deterministic_algorithms vander var_mean view_as_complex view_as_real vmap vstack
    while_loop zeros zeros_like
    """.split()  # noqa: SIM905
)
KNOWN = METHODS | FUNCTIONS

# Methods that numbers, text and containers have too: a text does not tell whose they are.
PLAIN = frozenset().union(*map(dir, (str, bytes, list, dict, set, int, float, complex)))
# Python's own functions too.
SHARED = PLAIN | frozenset(dir(builtins))
# What stands for a kind of number, though tensors have a method of that name.
NUMBER_TYPES = frozenset(
    f"torch.{name}" for name in ("bfloat16", "bool", "double", "float", "half", "int", "long", "short")
)
# Questions about the form of a tensor compute nothing.
FORM = frozenset("dim element_size is_complex is_contiguous is_floating_point ndimension nelement numel size".split())  # noqa: SIM905
# What torch calls the methods behind Python's operators.
OPERATORS = frozenset(
    """
    abs add add_ bitwise_and bitwise_or bitwise_xor div div_ eq floor_divide floor_divide_ ge gt le lt mul mul_ ne neg
    pow pow_ positive remainder remainder_ sub sub_ true_divide
    """.split()  # noqa: SIM905
)
