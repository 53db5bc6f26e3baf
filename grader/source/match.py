"""Whether a name that an author wrote means one that a text or a trace has.

A bare ``mean`` is any function or method of that name, ``torch.mean`` is it and ``Tensor.mean``, ``torch.linalg.*``
is anything in there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from grader.model.record import LONGEST_TRACE, Trace
from grader.source.names import canonical
from grader.source.reach import Reached, Use
from grader.source.vocabulary import KNOWN, METHODS, OPERATORS, PLAIN, SHARED


def last(name: str) -> str:
    return name.rpartition(".")[2]


def means(wanted: str, name: str) -> bool:
    """``name`` is ``torch.mean``, ``Tensor.mean``, ``mean``, or of a text ``.mean`` (a method), ``self.mean``."""
    wanted = canonical(wanted)
    module, dot, function = wanted.rpartition(".")
    if not dot:
        return last(name) == wanted
    if function == "*":
        if module in ("Tensor", "torch.Tensor"):
            return name.startswith("Tensor.") or (name.startswith(".") and last(name) in METHODS - PLAIN)
        return name.startswith(f"{module}.")
    methods = {f".{function}", f"Tensor.{function}"}
    return name == wanted or (module in ("torch", "Tensor") and name in methods)


def forbids(wanted: str, name: str) -> bool:
    """Whether ``name`` means ``wanted``, or where that is a bare name, is the class of ``torch.nn`` that does the same.

    A trace has classes by their bare names.
    """
    return means(wanted, name) or is_class_of(wanted, name)


def is_class_of(function: str, name: str) -> bool:
    """``torch.nn.Softmax`` for ``softmax``, ``CrossEntropyLoss`` for ``cross_entropy``."""
    module, _, word = canonical(name).rpartition(".")
    if module not in ("", "torch.nn") or not word[:1].isupper() or not function.islower() or function[-1:] == "_":
        return False
    word = _VARIANT.sub("", word)
    plain = function.replace("_", "")
    names = {plain, f"{plain}loss"}
    return word.lower() in names or _AXES.sub("", word).lower() in {*names, *_CLASSES.get(function, ())}


# Classes whose sizes are found at the first call, or that work on several devices.
_VARIANT = re.compile(r"^(Lazy|Sync)(?=[A-Z])")
_AXES = re.compile(r"[123]d$")
# The classes, in small letters and without axes, that are called otherwise than their functions.
_CLASSES: Mapping[str, tuple[str, ...]] = {
    "binary_cross_entropy": ("bceloss",),
    "binary_cross_entropy_with_logits": ("bcewithlogitsloss",),
    "interpolate": ("upsample", "upsamplingbilinear", "upsamplingnearest"),
    "multi_head_attention_forward": ("multiheadattention",),
    "pad": ("zeropad", "constantpad", "reflectionpad", "replicationpad", "circularpad"),
    "rnn_relu": ("rnn",),
    "rnn_tanh": ("rnn",),
    "scaled_dot_product_attention": ("multiheadattention",),
}


def is_left_to_trace(use: Use, reached: Reached, trace: Trace | None) -> bool:
    """A method of nobody knows what, where the files define one of that name: only a trace tells whose it is."""
    return trace is not None and use.name.startswith(".") and last(use.name) in reached.methods


def unread(reached: Reached, trace: Trace | None) -> list[Use]:
    """What hides the names of what it calls, where no trace explains it.

    A function that was looked up by its name is explained where the trace has one that the text has not. What is looked
    up before the call, as by a module's top level, no trace can show.
    """
    hidden = [use for use in reached.uses if use.how == "hidden"]
    looked_up = [use for use in reached.uses if use.how == "lookup"]
    written = {last(use.name) for use in reached.uses} | reached.own | OPERATORS
    # Of what has no module in a trace, only classes may be torch's.
    called = {last(call) for call in (trace.calls if trace else ()) if "." in call or call[:1].isupper()}
    unwritten = {name for name in called - written if not name.startswith("__")}
    is_explained = len(unwritten) >= len(looked_up) and all(use.place.function for use in looked_up)
    return hidden if is_explained else [*hidden, *looked_up]


def is_seen(wanted: str) -> bool:
    """Whether a trace would show it: functions of torch and methods of tensors, but no name that Python has too."""
    if "." in wanted:
        return wanted.startswith(("torch.", "Tensor.")) and last(wanted) in {"*", *KNOWN}
    return wanted in KNOWN - SHARED


def was_called(wanted: str, trace: Trace) -> bool:
    """Whether the trace has it. Torch gives one function several names, so a name alone is enough."""
    name = last(wanted)
    if len(trace.calls) >= LONGEST_TRACE:
        return True  # it is cut: nobody knows
    return any(means(wanted, call) or last(call) == name for call in trace.calls)


# A text may hold any number of names.
_MOST_LISTED = 20


def listed(names: Iterable[str]) -> str:
    """`` `softmax`, `exp` `` as a message has them, each once."""
    unique = list(dict.fromkeys(names))
    more = f" and {len(unique) - _MOST_LISTED} more" if len(unique) > _MOST_LISTED else ""
    return ", ".join(f"`{name.removeprefix('.')}`" for name in unique[:_MOST_LISTED]) + more


def quoted(places: Iterable[object], most: int = 4) -> str:
    """The student's lines, each once; many are counted."""
    texts = list(dict.fromkeys(map(str, places)))
    more = f"; and {len(texts) - most} more" if len(texts) > most else ""
    return "; ".join(texts[:most]) + more
