"""Where something is wrong, in words that a student knows: `result[0]`, the gradient of x, what it prints."""

from __future__ import annotations

from collections.abc import Collection

from grader.checks import KINDS
from grader.model.message import Message
from grader.model.path import CALLS, RAISES, RESULTS, STDOUT, Path

_RESULT, _GRADIENT, _STAR = "result", "grad", "*"
_WORDS = {STDOUT: "what it prints", RESULTS: "the results of all its calls"}
# Messages of the judge's own that say what is wrong, and not with what.
_FORM = frozenset({"absent", "length", "keys", "slice"})
# Kinds whose messages name the place themselves.
_NAMING = frozenset({"exists", "parameters"})
_EXCEPTIONS = (".no_exception", ".exception")


def spoken(path: str, steps: Collection[str] = ()) -> str:
    """A path in words; nothing for what is no value of the student's, such as the text of the file.

    ``steps`` are the names of calls: the lines to paste have variables of these names, students do not.
    """
    words = _spoken(path)
    root = path.partition(".")[0].partition("[")[0]
    return f"the result `{words}`" if root in steps and words.startswith(root) else words


def _spoken(path: str) -> str:
    try:
        parsed = Path.parse(path)
    except ValueError:
        return path
    if parsed.root in _WORDS:
        return _WORDS[parsed.root]
    if parsed.root == RAISES:
        return ""
    if parsed.root == CALLS:
        return f"the calls of {'.'.join(parsed.steps)}" if parsed.steps else "its calls"
    steps = list(parsed.steps)
    if _STAR in steps:
        inside = written(".".join([parsed.root, *steps[: steps.index(_STAR)]]))
        return f"the {'gradients' if parsed.is_gradient else 'values'} in {inside}"
    of = "the gradient of " if parsed.is_gradient else ""
    if of:
        steps.pop()
    subscript = f"[{parsed.subscript}]" if parsed.subscript is not None else ""
    return of + _named(parsed.root, steps) + subscript if not subscript or steps or of else parsed.root + subscript


def written(path: str) -> str:
    """A path nearly as Python writes it: ``result.0`` is ``result[0]``."""
    root, *steps = path.split(".")
    return root + "".join(f"[{step}]" if step.isdecimal() else f".{step}" for step in steps)


def is_path(text: str) -> bool:
    try:
        Path.parse(text)
    except ValueError:
        return False
    return True


def whole(path: str) -> str:
    """What a path with a star looks into; any other path as it is."""
    return path.partition(f".{_STAR}")[0]


def needs_place(message: Message) -> bool:
    """Whether a message says what is wrong and leaves out with what, as that of a check of a value does."""
    head = message.id.partition(".")[0]
    return ((head in KINDS and head not in _NAMING) or head in _FORM) and not message.id.endswith(_EXCEPTIONS)


def _named(root: str, steps: list[str]) -> str:
    if root != _RESULT:
        return written(".".join([root, *steps]))
    items = next((number for number, step in enumerate(steps) if not step.isdecimal()), len(steps))
    whole = written(".".join([root, *steps[:items]])) if items else "the result"
    inside = written(".".join(steps[items:]))
    return f"`{inside}` of {whole}" if inside else whole
