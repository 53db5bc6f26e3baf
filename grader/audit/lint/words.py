"""The words by which a prompt speaks of a requirement: beginnings, in small letters.

Kinds that are no requirement of their own (`value`, `like`, `any`, `not`, `any_of`) have none.
"""

from __future__ import annotations

from collections.abc import Mapping

_GRADIENTS = ("grad", "autograd", "backward", "backprop", "differentia", "deriv", "slope", "graph", "detach", "freez")
_CHANCE = ("random", "chance", "probab", "distribut", "uniform", "normal", "gauss", "evenly", "spread", "drop", "draw")
_TYPES = (
    "dtype", "float", "int", "long", "double", "bool", "byte", "precision", "half", "complex", "index", "indices",
    "whole number", "true", "number type", "bfloat",
)  # fmt: skip
_SIZES = (
    "shape", "size", "dimension", "dim", "row", "column", "matri", "vector", "scalar", "axis", "axes", "batch",
    "length", "width", "height", "channel", "element", "single number", "square",
)  # fmt: skip

BY_KIND: Mapping[str, tuple[str, ...]] = {
    "between": ("between", "from", "range", "at least", "at most", "positive", "negative", "probab", "bound", "clip",
                "clamp", "below", "above", "under", "over", "less", "more", "larger", "smaller", "≤", "<"),
    "contains": ("contain", "have", "has", "with", "entr", "includ", "key", "print", "say", "mention", "write", "name"),
    "device": ("device", "cpu", "gpu", "cuda"),
    "distinct": ("distinct", "differ", "new", "unique", "each", "own", "no two", "repeat", "twice", *_CHANCE),
    "distribution": (*_CHANCE, "mean", "variance", "deviation", "initial", "xavier", "kaiming", "sampl"),
    "dtype": _TYPES,
    "finite": ("finite", "overflow", "stable", "stabil", "nan", "inf", "large", "huge", "extreme"),
    "is": ("in place", "in-place", "inplace", "same object", "same tensor", "very", "itself", "not a copy"),
    "length": ("length", "long", "number", "many", "count", "element", "item", "entr", *_SIZES),
    "matches": ("form", "pattern", "match", "look", "print", "say", "mention", "write", "text", "message"),
    "parameters": ("parameter", "weight", "bias", "layer", "linear", "embed", "norm"),
    "requires_grad": (*_GRADIENTS, "require", "train", "learn", "constant"),
    "shape": _SIZES,
    "shares_memory": ("memory", "view", "copy", "copies", "share", "clone", "storage", "in place", "in-place"),
    "sums_to": ("sum", "add up", "adds up", "probab", "normali", "distribut", "softmax"),
    "trend": ("rise", "rising", "fall", "grow", "shrink", "increas", "decreas", "improv", "lower", "higher", "warm",
              "smaller", "larger", "less", "more", "down", "up", "learn", "train", "decay", "converg"),
}  # fmt: skip

BY_ROOT: Mapping[str, tuple[str, ...]] = {
    "calls": ("call", "use", "us", "once", "twice", "without", "by hand", "yourself", "built-in", "order"),
    "raises": ("rais", "error", "except", "refus", "invalid", "reject", "must", "only", "otherwise", "fail", "assert"),
    "stdout": ("print", "output", "show", "writ", "display", "log", "report"),
}

_BY_HAND = ("without", "yourself", "by hand", "instead of", "from scratch", "not use", "no ", "not allowed", "never",
            "forbid", "only", "own", "avoid", "plain")  # fmt: skip
BY_DEMAND: Mapping[str, tuple[str, ...]] = {
    "at_most": ("most", "single", "one", "once", "two", "three", "more than", "line", "few"),
    "causal": ("future", "past", "causal", "later", "earlier", "before", "after", "mask", "previous", "so far"),
    "depends_on": ("depend", "use", "every", "all", "each", "whole", "both"),
    "forbid": _BY_HAND,
    "gradcheck": _GRADIENTS,
    "inverse": ("invers", "back", "undo", "revers", "recover", "decod"),
    "loops": ("loop", "vectori", "at once", "broadcast", "tensor operation", "without `for"),
    "only": (*_BY_HAND, "us"),
    "operators": ("operat", "efficien", "fast", "quick", "step", "few", "at once", "vectori", "loop"),
    "permutes": ("order", "permut", "equivarian", "shuffl", "set", "position", "independent", "each"),
    "require": ("use", "using", "with", "call"),
    "round_trip": ("back", "restor", "load", "save", "decod", "encod", "invers", "again"),
    "same_on": ("device", "gpu", "cuda", "cpu"),
    "slowdown": ("fast", "quick", "slow", "speed", "efficien", "time", "vectori", "loop", "at once"),
    "splits": ("chunk", "split", "part", "cache", "piece", "step", "stream", "carry", "state", "at a time", "batch"),
    "unchanged_by": ("unchanged", "invarian", "shift", "add", "constant", "stable", "large", "independent", "same",
                     "overflow", "softmax"),
}  # fmt: skip

IN_PLACE = ("in place", "in-place", "inplace", "change", "modif", "updat", "overwrit", "write into", "mutat", "itself",
            "buffer", "running", "accumul", "set ", "sets ", "fill", "clear", "zero", "reset", "clip", "step", "train",
            "load", "optimi", "grad", "initiali")  # fmt: skip
