"""What the reference gives where it is asked otherwise: attention, normalising, losses, biases."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from grader.diagnoses import Sight
from grader.diagnoses.activations import log_softmax, softmax
from tests.diagnoses.asking import Function, asked
from tests.diagnoses.conftest import id_of, rand, sight, t


def right(x: np.ndarray, gamma: np.ndarray, beta: np.ndarray, eps: float) -> np.ndarray:
    return np.asarray(gamma * centred(x) / np.sqrt(x.var(1, keepdims=True) + eps) + beta)


def normalised(change: Function, reference: Function = right) -> list[Sight]:
    """A layer that normalises rows, and ``change`` of it."""
    found = []
    for b, n in [(3, 4), (5, 6), (2, 9)]:
        there = {"self.gamma": rand(n, seed=1), "self.beta": rand(n, seed=2)}
        found.append(asked(reference, change, init={"eps": 0.3}, assign=there, x=rand(b, n)))
    return found


def centred(x: np.ndarray) -> np.ndarray:
    return np.asarray(x - x.mean(1, keepdims=True))


def running(divisor: int) -> list[Sight]:
    """A running variance over n - 1, moved towards that over ``n - divisor``."""

    def moved(ddof: int) -> Function:
        return lambda x, running_var, momentum: (1 - momentum) * running_var + momentum * x.var(0, ddof=ddof)

    found = []
    for b, n in [(4, 3), (7, 5)]:
        there = {"self.running_var": 1 + rand(n, seed=1) ** 2}
        one = asked(moved(1), moved(divisor), init={"momentum": 0.3}, assign=there, x=rand(b, n))
        found.append(sight(one.expected, one.actual, "self.running_var", inputs=dict(one.inputs), call=one.call))
    return found


def attention(change: Function, reference: Function | None = None) -> list[Sight]:
    sizes = [(2, 5, 4, 3), (1, 6, 3, 8)]
    return [
        asked(reference or attend, change, q=rand(b, n, d), k=rand(b, n, d, seed=1), v=rand(b, n, w, seed=2))
        for b, n, d, w in sizes
    ]


def scores(q: np.ndarray, k: np.ndarray) -> np.ndarray:
    return np.asarray(q @ k.swapaxes(-1, -2) / q.shape[-1] ** 0.5)


def attend(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    return np.asarray(softmax(scores(q, k), -1) @ v)


def causal(x: np.ndarray) -> np.ndarray:
    return np.where(np.triu(np.ones(x.shape[-2:], dtype=bool), 1), -np.inf, x)


def attend_back(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    return np.asarray(softmax(causal(scores(q, k)), -1) @ v)


def mixed(seen: Callable[[np.ndarray], np.ndarray]) -> Function:
    """Attention of a sequence to itself, with another function behind it, as a block has."""
    return lambda x: np.tanh(softmax(seen(scores(x, x)), -1) @ x) + x


def tokens() -> list[Sight]:
    """Attention of words to words, each a row of a table."""
    table = rand(9, 4)

    def read(seen: Callable[[np.ndarray], np.ndarray]) -> Function:
        return lambda ids: mixed(seen)(table[ids])

    return [asked(read(causal), read(np.asarray), ids=np.arange(2 * n).reshape(2, n) * 5 % 9) for n in (4, 7)]


def blocks(reference: Function, student: Function) -> list[Sight]:
    return [asked(reference, student, x=rand(*shape)) for shape in [(2, 5, 4), (3, 7, 6)]]


def last_right(x: np.ndarray) -> np.ndarray:
    return np.concatenate([np.cos(x[:, :-1]), mixed(np.asarray)(x)[:, -1:]], 1)


def weights(change: Callable[[np.ndarray], np.ndarray]) -> list[Sight]:
    found = [rand(2, 5, 5), rand(6, 6)]
    return [sight(t(softmax(causal(x), -1)), t(change(x))) for x in found]


def turned(x: np.ndarray, *, by_halves: bool) -> np.ndarray:
    """Each pair of entries rotated by the position times a speed of its own."""
    width = x.shape[-1] // 2
    first, second = (x[..., :width], x[..., width:]) if by_halves else (x[..., ::2], x[..., 1::2])
    angles = np.arange(x.shape[-2])[:, None] * 10.0 ** (-np.arange(width) / width)
    one = first * np.cos(angles) - second * np.sin(angles)
    other = first * np.sin(angles) + second * np.cos(angles)
    return np.concatenate([one, other], -1) if by_halves else np.stack([one, other], -1).reshape(x.shape)


def halves(x: np.ndarray) -> np.ndarray:
    return turned(x, by_halves=True)


def pairs(x: np.ndarray) -> np.ndarray:
    return turned(x, by_halves=False)


def classes(change: Function) -> list[Sight]:
    return [
        asked(cross_entropy, change, logits=rand(n, c), target=np.arange(n) * 2 % c)
        for n, c in [(4, 3), (6, 5), (3, 7)]
    ]


def cross_entropy(logits: np.ndarray, target: np.ndarray) -> np.ndarray:
    return np.asarray(-log_softmax(logits, 1)[np.arange(len(target)), target].mean())


def probability(logits: np.ndarray, target: np.ndarray) -> np.ndarray:
    return np.asarray(softmax(logits, 1)[np.arange(len(target)), target].mean())


def divergence(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    ours, theirs = log_softmax(p, 1), log_softmax(q, 1)
    return np.asarray((np.exp(ours) * (ours - theirs)).sum(1).mean())


def divergences(change: Function) -> list[Sight]:
    return [asked(divergence, change, p=rand(*shape), q=rand(*shape, seed=1)) for shape in [(4, 3), (2, 6)]]


def biased(change: Function) -> list[Sight]:
    """Two layers, whose first bias can be seen in no difference."""

    def right(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
        return np.tanh(x @ weight.T + bias)

    return [
        asked(right, change, assign={"self.weight": rand(n, m), "self.bias": rand(n, seed=1)}, x=rand(b, m))
        for b, m, n in [(3, 4, 5), (6, 2, 3)]
    ]


def largest(axis: int | None) -> list[Sight]:
    """All but the largest of each row is to be 0."""

    def kept(axis: int | None) -> Function:
        return lambda x: np.where(x == x.max(axis, keepdims=True), x, 0)

    return [asked(kept(1), kept(axis), x=rand(*shape)) for shape in [(3, 4), (5, 3), (4, 4)]]


ROWS: dict[str, tuple[str | None, list[Sight]]] = {
    "divided by n - 1": (
        "correction",
        normalised(
            lambda x, gamma, beta, eps: gamma * centred(x) / np.sqrt(x.var(1, keepdims=True, ddof=1) + eps) + beta
        ),
    ),
    "eps behind the root": (
        "eps_place",
        normalised(lambda x, gamma, beta, eps: gamma * centred(x) / (x.std(1, keepdims=True) + eps) + beta),
    ),
    "eps inside the root": (
        "eps_place",
        normalised(right, lambda x, gamma, beta, eps: gamma * centred(x) / (x.std(1, keepdims=True) + eps) + beta),
    ),
    "without scale and shift": (
        "affine_missing",
        normalised(lambda x, gamma, beta, eps: centred(x) / np.sqrt(x.var(1, keepdims=True) + eps)),
    ),
    "without shift": (
        "bias_missing",
        normalised(lambda x, gamma, beta, eps: gamma * centred(x) / np.sqrt(x.var(1, keepdims=True) + eps)),
    ),
    "without scale": (
        "affine_missing",
        normalised(lambda x, gamma, beta, eps: centred(x) / np.sqrt(x.var(1, keepdims=True) + eps) + beta),
    ),
    "over the batch": (
        "wrong_dimension",
        normalised(lambda x, gamma, beta, eps: gamma * (x - x.mean(0)) / np.sqrt(x.var(0) + eps) + beta),
    ),
    "the largest of columns": ("wrong_dimension", largest(0)),
    "the largest of all": ("partly_wrong", largest(None)),
    "not centred": (
        None,
        normalised(lambda x, gamma, beta, eps: gamma * x / np.sqrt(x.var(1, keepdims=True) + eps) + beta),
    ),
    "a running variance over n": ("correction", running(0)),
    "a bias behind a function": ("bias_missing", biased(lambda x, weight, bias: np.tanh(x @ weight.T))),
    "a bias taken away": (None, biased(lambda x, weight, bias: np.tanh(x @ weight.T - bias))),
    "scores not scaled": ("unscaled_scores", attention(lambda q, k, v: softmax(q @ k.swapaxes(-1, -2), -1) @ v)),
    "scores divided by the size": (
        None,
        attention(lambda q, k, v: softmax(q @ k.swapaxes(-1, -2) / q.shape[-1], -1) @ v),
    ),
    "weights of scores not scaled": (
        "unscaled_scores",
        [
            sight(t(softmax(x / n**0.5, -1)), t(softmax(x, -1)), drawn={"D": n})
            for x, n in ((rand(4, 6), 5), (rand(3, 7), 3))
        ],
    ),
    "softmax over the queries": ("softmax_dimension", attention(lambda q, k, v: softmax(scores(q, k), -2) @ v)),
    "the future in sight": ("no_causal_mask", attention(attend, attend_back)),
    "the future of tokens": ("no_causal_mask", tokens()),
    "the future in a block": ("no_causal_mask", blocks(mixed(causal), mixed(np.asarray))),
    "only the last row": ("partly_wrong", blocks(mixed(np.asarray), last_right)),
    "weights of the future": ("no_causal_mask", weights(lambda x: softmax(x, -1))),
    "scores of the future": ("no_causal_mask", [sight(t(causal(x)), t(x)) for x in (rand(5, 5), rand(2, 4, 4))]),
    "halves rotated": ("rotary_layout", blocks(pairs, halves)),
    "neighbours rotated": ("rotary_layout", blocks(halves, pairs)),
    "two softmaxes": ("double_softmax", classes(lambda logits, target: cross_entropy(softmax(logits, 1), target))),
    "a softmax over the batch first": (None, classes(lambda logits, target: cross_entropy(softmax(logits, 0), target))),
    "probabilities for their logarithms": (
        "nll_probabilities",
        classes(lambda logits, target: -probability(logits, target)),
    ),
    "probabilities, and no minus": ("nll_probabilities", classes(probability)),
    "p for q": ("swapped_arguments", divergences(lambda p, q: divergence(q, p))),
    "p for p": (None, divergences(lambda p, q: divergence(p, np.cos(p)))),
    "a difference turned round": (
        "sign",
        [
            asked(lambda a, b: a - b, lambda a, b: b - a, a=rand(*shape), b=rand(*shape, seed=1))
            for shape in [(3, 4), (5,)]
        ],
    ),
}


@pytest.mark.parametrize(("expected", "sights"), ROWS.values(), ids=ROWS)
def test_formulas(expected: str | None, sights: list[Sight]) -> None:
    assert id_of(*sights) == expected
