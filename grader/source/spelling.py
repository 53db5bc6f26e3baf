"""Names in rules that were hardly meant as they are spelled: a rule about `sofmax` could never say anything.

A bare name may be a student's own function, and the names below are not all that libraries have. So only what is one
slip away from a name that is known is taken for that name.
"""

from __future__ import annotations

import builtins

from grader.source.vocabulary import KNOWN, PLAIN

# What torch has beside functions and methods of tensors: classes, and functions of its smaller modules.
OTHERS = frozenset(
    """
    ASGD Adadelta Adafactor Adagrad Adam AdamW Adamax AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d
    AdaptiveLogSoftmaxWithLoss AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d AlphaDropout AvgPool1d
    AvgPool2d AvgPool3d BCELoss BCEWithLogitsLoss BatchNorm1d BatchNorm2d BatchNorm3d BatchSampler Bilinear Buffer
    CELU CTCLoss ChainDataset ChainedScheduler ChannelShuffle CircularPad1d CircularPad2d CircularPad3d
    ConcatDataset ConstantLR ConstantPad1d ConstantPad2d ConstantPad3d Container Conv1d Conv2d Conv3d
    ConvTranspose1d ConvTranspose2d ConvTranspose3d CosineAnnealingLR CosineAnnealingWarmRestarts
    CosineEmbeddingLoss CosineSimilarity CrossEntropyLoss CrossMapLRN2d CyclicLR DataChunk DataLoader DataParallel
    Dataset DistributedSampler Dropout Dropout1d Dropout2d Dropout3d ELU Embedding EmbeddingBag ExponentialLR
    FeatureAlphaDropout Flatten Fold FractionalMaxPool2d FractionalMaxPool3d Function GELU GLU GRU GRUCell
    GaussianNLLLoss Generator GroupNorm Hardshrink Hardsigmoid Hardswish Hardtanh HingeEmbeddingLoss HuberLoss
    Identity InstanceNorm1d InstanceNorm2d InstanceNorm3d IterableDataset KLDivLoss L1Loss LBFGS LPPool1d LPPool2d
    LPPool3d LRScheduler LSTM LSTMCell LambdaLR LayerNorm LeakyReLU LinAlgError Linear LinearCrossEntropyLoss
    LinearCrossEntropyOptions LinearLR LocalResponseNorm LogSigmoid LogSoftmax MSELoss MarginRankingLoss MaxPool1d
    MaxPool2d MaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d Mish Module ModuleDict ModuleList MultiLabelMarginLoss
    MultiLabelSoftMarginLoss MultiMarginLoss MultiStepLR MultiheadAttention MultiplicativeLR Muon NAdam NLLLoss
    NLLLoss2d OneCycleLR Optimizer OptimizerPostHook OptimizerPreHook PReLU PairwiseDistance Parameter ParameterDict
    ParameterList PixelShuffle PixelUnshuffle PoissonNLLLoss PolynomialLR RAdam RMSNorm RMSprop RNN RNNBase RNNCell
    RNNCellBase RReLU RandomSampler ReLU ReLU6 ReduceLROnPlateau ReflectionPad1d ReflectionPad2d ReflectionPad3d
    ReplicationPad1d ReplicationPad2d ReplicationPad3d Rprop SELU SGD Sampler Sequential SequentialLR
    SequentialSampler SiLU Sigmoid Size SmoothL1Loss SoftMarginLoss Softmax Softmax2d Softmin Softplus Softshrink
    Softsign SparseAdam StackDataset StepLR Subset SubsetRandomSampler SyncBatchNorm T_destination Tanh Tanhshrink
    Tensor TensorDataset Threshold Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder
    TransformerEncoderLayer TripletMarginLoss TripletMarginWithDistanceLoss Unflatten Unfold UninitializedBuffer
    UninitializedParameter Upsample UpsamplingBilinear2d UpsamplingNearest2d WeightedRandomSampler ZeroPad1d
    ZeroPad2d ZeroPad3d add_module add_param_group airy_ai apply buffers calculate_gain call_super_init ccol_indices
    chain_matmul children cholesky_ex clip_grad_norm clip_grad_norm_ clip_grad_value_ clip_grads_with_norm_ constant
    constant_ crow_indices data default_collate default_convert device dim_order dirac dirac_ dtype eig eigh eigvals
    eigvalsh enable_grad entr eq_ erfcx eval expit extra_repr eye_ fft fft2 fftfreq fftn fftshift fork forward
    functional_call functionalize gammainc gammaincc gammaln get_buffer get_default_device get_default_dtype
    get_deterministic_debug_mode get_device get_device_module get_extra_state get_float32_matmul_precision
    get_parameter get_rng_state get_submodule get_total_norm get_worker_info grad grad_and_value grad_dtype grad_fn
    gradcheck gradgradcheck grouped_mm hessian hfft hfft2 hfftn householder_product i0e i1e ifft ifft2 ifftn
    ifftshift ihfft ihfft2 ihfftn inference_mode inv inv_ex irfft irfft2 irfftn is_coalesced is_complex is_conj
    is_contiguous is_cpu is_cuda is_deterministic_algorithms_warn_only_enabled is_distributed is_floating_point
    is_grad_enabled is_inference is_inference_mode_enabled is_leaf is_maia is_meta is_multithreading_enabled is_neg
    is_nested is_nonzero is_pinned is_same_size is_set_to is_shared is_signed is_sparse is_storage is_tensor
    is_tensor_like is_view_replay_enabled is_warn_always_enabled is_xpu itemsize jacfwd jacrev jvp kaiming_normal
    kaiming_normal_ kaiming_uniform kaiming_uniform_ layout ldl_factor ldl_factor_ex ldl_solve linearize load
    load_state_dict log_ndtr lstsq lu_factor lu_factor_ex matrix_norm module_load modules multi_dot multigammaln
    name named_buffers named_children named_modules named_parameters nbytes ndim ndtr ndtri no_grad
    non_deterministic ones_ orthogonal orthogonal_ output_nr parameters parameters_to_vector pinv psi q_scale
    q_zero_point random_split rearrange register_buffer register_module register_parameter reinforce
    remove_spectral_norm remove_weight_norm requires_grad retains_grad rfft rfft2 rfftfreq rfftn rnn_relu
    rnn_relu_cell rnn_tanh rnn_tanh_cell saddmm save scaled_grouped_mm scaled_mm set_ set_default_device
    set_default_dtype set_default_tensor_type set_deterministic_debug_mode set_extra_state
    set_float32_matmul_precision set_flush_denormal set_grad_enabled set_printoptions set_rng_state set_submodule
    set_warn_always shape share_memory share_memory_ skip_init solve solve_ex solve_triangular sparse spectral_norm
    spmm sspaddmm state_dict step storage_type svdvals swap_in_optimizer_params_and_state symeig tensorinv
    tensorsolve to_empty train trunc_normal_ uniform variable vecdot vector_norm vector_to_parameters vjp volatile
    wait weight_norm xavier_normal xavier_normal_ xavier_uniform xavier_uniform_ xlog1py xpu zero_grad zeros_ zeta
    """.split()  # noqa: SIM905 (one name a line would be hundreds of lines)
)
_NAMES = KNOWN | OTHERS
_KNOWN = _NAMES | PLAIN | frozenset(dir(builtins))
_SHORTEST = 5


def meant_by(name: str) -> str | None:
    """The name that was meant by ``name``, whole as it is written; None where it may well be one."""
    module, dot, word = name.rpartition(".")
    if (dot and module.split(".")[0] not in ("torch", "Tensor")) or word == "*" or word in _KNOWN:
        return None
    found = [known for known in _NAMES if _is_slip(word, known)]
    # A student's own `softmax2` is no slip.
    if not found or (not dot and word[-1:] in "s0123456789" and word[:-1] in found):
        return None

    def likeness(known: str) -> tuple[bool, bool, bool, str]:
        return known.lower() != word.lower(), known[0].isupper() != word[0].isupper(), known[0] != word[0], known

    return f"{module}{dot}{min(found, key=likeness)}"


def _is_slip(word: str, known: str) -> bool:
    """Whether one letter is too many, missing, another or swapped with its neighbour, or capitals differ."""
    word, known = word.lower(), known.lower()
    if word == known:
        return True
    if abs(len(word) - len(known)) > 1 or min(len(word), len(known)) < _SHORTEST:
        return False
    start = next((at for at, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), min(len(word), len(known)))
    rest, wanted = word[start:], known[start:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:] or swapped == wanted
