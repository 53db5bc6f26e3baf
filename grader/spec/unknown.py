"""Says what to write instead of a word that is not one: later words by name, synonyms, and the nearest spelling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.checks import KINDS
from grader.spec.problems import listed, nearest
from grader.spec.words import CASE, GRAMMAR, HOMES, LATER, MAKERS, SYNONYMS

Said = tuple[str, str | None]


def later(word: str) -> str:
    """The sentence for a word of the language that this version lacks."""
    return f"`{word}` comes later: this version of the grader does not have it yet"


def unknown_word(area: str, word: str, allowed: Sequence[str]) -> Said:
    """What is said of ``word`` where only the ``allowed`` ones can stand, and what was probably meant."""
    if area == CASE and word == "limits":
        return "`limits` of a single case come later; state them on the exercise", None
    if word in LATER.get(area, ()):
        return later(word), None
    meant = synonym(area, word, allowed)
    if meant is None and area in (GRAMMAR, CASE):
        if word in HOMES and HOMES[word] not in ("an exercise" if area == CASE and word in allowed else ""):
            return f"`{word}` belongs to {HOMES[word]}, not here", None
        if word in KINDS or word in ("rtol", "atol"):
            return f"`{word}` belongs to a path in `expect`, such as `expect: {{result: {{{word}: …}}}}`", None
    meant = meant or nearest(word, allowed)
    if meant is None and " " in word:
        return f"nothing is called `{word}` here; a text with a comma in it needs quotes inside `{{ }}`", None
    if meant is None and set(allowed) == set(MAKERS):
        remedy = "; a dictionary is written `python: \"{'a': 1}\"`"
        return f"nothing that makes a value is called `{word}` (there is: {listed(allowed)}){remedy}", None
    return f"nothing is called `{word}` here (there is: {listed(allowed)})", meant


def synonym(area: str, word: str, allowed: Sequence[str]) -> str | None:
    """The word of the language that authors of other tools mean by ``word``, if it can stand here."""
    table: Mapping[str, str] = SYNONYMS.get(GRAMMAR if area == CASE else area, {})
    meant = table.get(word.lower())
    return meant if meant in allowed else None
