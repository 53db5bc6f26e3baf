"""Says what to write instead of a word that is not one: its home, synonyms, and the nearest spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from grader.checks import KINDS
from grader.laws import LAWS
from grader.model.path import Path
from grader.spec.node import Map, plain_data
from grader.spec.problems import listed, nearest
from grader.spec.words import CASE, GRAMMAR, HOMES, KIND, LAW, LIMIT, MAKER, MAKERS, STEP, SYNONYMS

Said = tuple[str, str | None]

# So many words are not listed where one of them was meant.
_MANY = 12

# The arguments of a class, and of a function.
_ARGUMENTS = ("init", "given")

# What other tools state in the specification and is a file here.
_FILES: Mapping[str, str] = {
    **dict.fromkeys(("mistakes", "mistake", "wrong"), "a mistake is a file, `reference/<name>/wrong/<mistake>.py`"),
    **dict.fromkeys(("also", "variants"), "other right work is a file, `reference/<name>/also/<variant>.py`"),
}
_SLICES = ("at", "index", "indices", "slice", "element", "item")
_TIMES = re.compile(r"(?P<number>[0-9.]+) *(?:x|×|times)\b.*", re.IGNORECASE)


def unknown_word(area: str, word: str, holder: Map, allowed: Sequence[str]) -> Said:
    """What is said of ``word`` in ``holder``, where only the ``allowed`` can stand, and what was probably meant."""
    if said := _otherwise(area, word, holder):
        return said
    meant = synonym(area, word, allowed)
    if meant is None and (home := _home(area, word)):
        return home, None
    meant = meant or nearest(word, allowed)
    if meant is None and set(allowed) == set(MAKERS):
        remedy = f"; a dictionary is written `dict: {{{word}: …}}`"
        return f"nothing that makes a value is called `{word}` (there is: {listed(allowed)}){remedy}", None
    known = "" if meant is not None and len(allowed) > _MANY else f" (there is: {listed(allowed)})"
    return f"nothing is called `{word}` here{known}", meant


def _otherwise(area: str, word: str, holder: Map) -> Said | None:
    """What is said of a thing that the language has, but by no word that stands here."""
    content = plain_data(holder.entries[word])
    if area in (GRAMMAR, CASE) and word in _FILES:
        return f"nothing is called `{word}` here; {_FILES[word]}", None
    if area == LIMIT and isinstance(content, str) and (found := _TIMES.fullmatch(content)):
        return f"nothing is called `{word}` here; a multiple of the reference's own time is `slowdown`", (
            f"slowdown: {found['number']}"
        )
    if area == KIND and word in _SLICES:
        return f"nothing is called `{word}` here; a slice of a tensor stands in its path", _sliced(holder, content)
    return None


def _sliced(holder: Map, content: object) -> str | None:
    """The path above ``holder`` with ``content`` as its slice."""
    path = next((step for word, step in zip(holder.place, holder.place[1:], strict=False) if word == "expect"), None)
    written = str(content).strip("[]()").replace("'", "")
    try:
        return f'"{Path.parse(f"{path}[{written}]")}"'
    except ValueError:
        return None


def _home(area: str, word: str) -> str | None:
    """Where a word of the language stands that cannot stand here."""
    if area in (GRAMMAR, CASE, STEP):
        if word in HOMES:
            return f"`{word}` belongs to {HOMES[word]}, not here"
        if word in KINDS or word in ("rtol", "atol"):
            return f"`{word}` belongs to a path in `expect`, such as `expect: {{result: {{{word}: …}}}}`"
    if area in (GRAMMAR, CASE, STEP, KIND) and word in LAWS:
        return f"`{word}` is a law: it belongs to the exercise, as `laws: {{{word}: …}}`"
    if area == LAW and word in KINDS:
        return f"`{word}` is a check: it belongs to a path in `expect`, such as `expect: {{result: {{{word}: …}}}}`"
    return None


def synonym(area: str, word: str, allowed: Sequence[str]) -> str | None:
    """The word of the language that authors of other tools mean by ``word``, if it can stand here."""
    if area == MAKER and word in _ARGUMENTS:
        return next((other for other in _ARGUMENTS if other in allowed), None)
    found = (_table(each).get(word.lower()) for each in (area, GRAMMAR))
    return next((meant for meant in found if meant in allowed), None)


def _table(area: str) -> Mapping[str, str]:
    return SYNONYMS.get(GRAMMAR if area in (CASE, STEP) else area, {})
