"""Whether a name that an author wrote means one that a text or a trace has.

A bare ``mean`` is any function or method of that name, ``torch.mean`` is it and ``Tensor.mean``, ``torch.linalg.*``
is anything in there.
"""

from __future__ import annotations

from collections.abc import Iterable

from grader.model.record import LONGEST_TRACE, Trace
from grader.source.names import canonical
from grader.source.vocabulary import KNOWN, METHODS, PLAIN, SHARED


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


def listed(names: Iterable[str]) -> str:
    """`` `softmax`, `exp` `` as a message has them, each once."""
    return ", ".join(f"`{name.removeprefix('.')}`" for name in dict.fromkeys(names))


def quoted(places: Iterable[object], most: int = 4) -> str:
    """The student's lines, each once; many are counted."""
    texts = list(dict.fromkeys(map(str, places)))
    more = f"; and {len(texts) - most} more" if len(texts) > most else ""
    return "; ".join(texts[:most]) + more
