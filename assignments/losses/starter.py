"""Losses: what a network is told about its mistakes.

Replace each `raise NotImplementedError` with your own code. Tensor inputs must keep their values:
work on new tensors, never in place. Gradients must come out right as well as the numbers.
"""

import torch


def masked_mse(prediction: torch.Tensor, target: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Return the mean squared error over the elements where the mask is true.

    prediction, target: floating-point tensors of the same shape (any) and dtype. mask: a bool tensor of that shape.
    Where the mask is false, target may hold anything, NaN too; the prediction gets a gradient of 0 there.
    The result is a tensor without dimensions, of the inputs' dtype; it is 0 where the mask is false everywhere.
    Gradients must flow back to the prediction.

    >>> masked_mse(torch.tensor([2.0, 4.0]), torch.tensor([1.0, float("nan")]), torch.tensor([True, False]))
    tensor(1.)

    Why it matters: real data has gaps, and a single NaN would spoil every weight of a network.
    """
    raise NotImplementedError


def huber(prediction: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    """Return the mean Huber loss over all elements.

    With e = prediction - target an element's loss is e² / 2 where |e| <= delta, and
    delta * (|e| - delta / 2) elsewhere: a parabola that goes on as a straight line.

    prediction, target: floating-point tensors of the same shape (any) and dtype. delta: a Python float above 0.
    The result is a tensor without dimensions, of the inputs' dtype. Gradients must flow back to the prediction.
    torch's own `huber_loss` and `smooth_l1_loss` may not be used.

    >>> huber(torch.tensor([0.5, 3.0]), torch.tensor([0.0, 0.0]), delta=1.0)
    tensor(1.3125)

    Why it matters: one wild measurement pulls no harder than any other large error.
    """
    raise NotImplementedError


def log_probabilities(scores: torch.Tensor) -> torch.Tensor:
    """Return the logarithms of the softmax of the scores along the last dimension.

    scores: a floating-point tensor of at least one dimension; the last one is that of the classes, at least 1.
    The result has its shape and dtype. Result and gradients must be right and finite for scores as large as ±10000
    (where float32 has steps of 0.001: to within 0.002, gradients to within 0.005).
    torch's own `softmax`, `log_softmax`, `logsumexp` and `cross_entropy` may not be used.

    >>> log_probabilities(torch.tensor([0.0, 10000.0]))
    tensor([-10000.,      0.])

    Why it matters: the exponential of 100 is too large for float32, and networks do give scores of 100.
    """
    raise NotImplementedError


def cross_entropy(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Return the mean cross-entropy of the batch: the mean of -log p, p being the softmax of the right class.

    logits: a floating-point tensor of shape (batch, classes), the raw scores of a network; the batch may be 1.
    target: an int64 tensor of shape (batch,), the number of the right class of each sample, from 0.
    The result is a tensor without dimensions, of the dtype of the logits. Gradients must flow back to the logits.
    Both must be right and finite for logits as large as ±10000.
    torch's own `cross_entropy` and `nll_loss` may not be used; `log_softmax` may.

    >>> cross_entropy(torch.tensor([[2.0, 2.0], [0.0, 10000.0]]), torch.tensor([0, 1]))
    tensor(0.3466)

    Why it matters: it is the loss of nearly every classifier and of every language model.
    """
    raise NotImplementedError


def sequence_loss(logits: torch.Tensor, target: torch.Tensor, ignored: int) -> torch.Tensor:
    """Return the mean cross-entropy over all positions of all sequences whose target is not `ignored`.

    logits: a floating-point tensor of shape (batch, length, classes). target: an int64 tensor of shape
    (batch, length) that holds classes from 0 and, at positions that do not count, the number `ignored`.
    ignored: an int. It may be negative, such as -100, or one of the classes, such as 0.
    The result is a tensor without dimensions, of the dtype of the logits: the mean over the positions that count,
    however they are spread over the sequences, and 0 if there are none. Gradients must flow back to the
    logits; at positions that do not count they are 0.
    torch's own `cross_entropy` and `nll_loss` may not be used; `log_softmax` may.

    >>> sequence_loss(torch.zeros(1, 3, 2), torch.tensor([[0, 1, -100]]), ignored=-100)
    tensor(0.6931)

    Why it matters: texts have different lengths, and what fills up the short ones must teach nothing.
    """
    raise NotImplementedError


def loss_and_accuracy(logits: torch.Tensor, target: torch.Tensor) -> tuple[torch.Tensor, float]:
    """Return the mean cross-entropy of the batch and how large a share of it is classified right.

    logits: a float32 tensor of shape (batch, classes); the batch may be 1. target: an int64 tensor of shape
    (batch,), the classes.
    The result is a tuple of two. The loss is a float32 tensor without dimensions from which gradients flow back
    to the logits. The accuracy is a Python float from 0.0 to 1.0: the share of samples whose largest logit is
    that of their class. No sample has two largest logits. Here torch's own functions may be used.

    >>> loss_and_accuracy(torch.tensor([[2.0, 0.0], [3.0, 1.0]]), torch.tensor([0, 1]))
    (tensor(1.1269), 0.5)

    Why it matters: the loss is what a network learns from, the accuracy what people understand.
    """
    raise NotImplementedError


def binary_cross_entropy(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Return the mean binary cross-entropy over all elements.

    With p = sigmoid(logit) an element's loss is -(target * log(p) + (1 - target) * log(1 - p)).

    logits, target: floating-point tensors of the same shape (any) and dtype. The targets lie from 0 to 1, and
    may lie in between.
    The result is a tensor without dimensions, of the inputs' dtype. Gradients must flow back to the logits.
    Both must be right and finite for logits as large as ±10000 (no gradient is asked for at a logit of exactly 0).
    torch's own `binary_cross_entropy` and `binary_cross_entropy_with_logits` may not be used.

    >>> binary_cross_entropy(torch.tensor([-10000.0, 10000.0]), torch.tensor([0.0, 0.5]))
    tensor(2500.)

    Why it matters: yes or no, for each label by itself; and the logarithm of a rounded 0 is infinite.
    """
    raise NotImplementedError


def focal_loss(logits: torch.Tensor, target: torch.Tensor, gamma: float) -> torch.Tensor:
    """Return the mean focal loss over all elements: binary cross-entropy that cares less for what is easy.

    p is the probability of the right answer: sigmoid(logit) where the target is 1, and 1 - sigmoid(logit) where it
    is 0. An element's loss is (1 - p) to the power of gamma, times -log(p).

    logits: a float32 tensor of any shape. target: a float32 tensor of that shape; each element is 0 or 1.
    gamma: a Python float, 0 or at least 1; with 0 it is the plain binary cross-entropy.
    The result is a float32 tensor without dimensions. Gradients must flow back to the logits, through both
    factors. With gamma of at least 1 both must be right and finite for logits as large as ±10000.
    Here torch's own functions may be used.

    >>> focal_loss(torch.tensor([0.0]), torch.tensor([1.0]), gamma=2.0)
    tensor(0.1733)

    Why it matters: where one sample in a thousand is a "yes", the many easy "no" would drown it.
    """
    raise NotImplementedError


def kl_divergence(p_logits: torch.Tensor, q_logits: torch.Tensor) -> torch.Tensor:
    """Return how far q is from p: KL(p ‖ q), the sum of p * (log p - log q) over the classes, averaged over the batch.

    p_logits, q_logits: floating-point tensors of shape (batch, classes) and of one dtype; the batch may be 1. p and q
    are their softmax along the last dimension.
    The result is a tensor without dimensions, of the inputs' dtype. Gradients must flow back to both inputs.
    Everything must be right and finite for logits as large as ±10000. Here torch's own functions may be used.

    >>> kl_divergence(torch.tensor([[0.0, 0.0]]), torch.tensor([[0.0, 10.0]]))
    tensor(4.3069)

    Why it matters: it is how a small network learns from a large one, and what keeps a tuned model near its start.
    """
    raise NotImplementedError


def contrastive_loss(a: torch.Tensor, b: torch.Tensor, temperature: float) -> torch.Tensor:
    """Return the loss that teaches each row of a to find its partner, the same row of b, among all rows of b.

    The score of row i of a and row j of b is their cosine similarity divided by the temperature. The loss
    is the mean cross-entropy of these scores, where the right class of row i is i.

    a, b: float32 tensors of shape (batch, features); the batch may be 1. No row is all zeros.
    temperature: a Python float above 0, perhaps as small as 0.005.
    The result is a float32 tensor without dimensions, finite, from which gradients flow back to a and b.
    Here torch's own functions may be used.

    >>> contrastive_loss(torch.tensor([[1.0, 0.0], [0.0, 1.0]]), torch.tensor([[2.0, 0.0], [0.0, 3.0]]), 1.0)
    tensor(0.3133)

    Why it matters: pictures and their captions are brought together like this, without a single label.
    """
    raise NotImplementedError
