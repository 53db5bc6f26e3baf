"""A person's name in the forms in which two writings of it are the same. Nothing here is alike: it is equal or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_SEPARATOR = re.compile(r"[_-]+")
_NO_WORD = re.compile(r"[^\w]|_")


def plain(text: str) -> str:
    """Without case, accents, and spaces that differ."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in letters if not unicodedata.combining(char)).split())


def full_name(text: str) -> str:
    """The same for a person's name: `Last, First` is `First Last`."""
    last, comma, first = text.partition(",")
    return plain(f"{first} {last}" if comma else text)


def squeezed(text: str) -> str:
    """Its letters and digits alone, last name first, as Canvas writes `Last, First` into the names of files."""
    return _NO_WORD.sub("", plain(text))


def spaced(text: str) -> str:
    """Its words, whether spaces, `_` or `-` are between them."""
    return plain(_SEPARATOR.sub(" ", text))


def either_order(text: str) -> Iterator[str]:
    """Its words with the first name first, and with the last name first."""
    yield spaced(full_name(text))
    yield from map(spaced, _last_name_first(text))


def last_name_first(text: str) -> Iterator[str]:
    """Every way to squeeze it."""
    yield from map(squeezed, _last_name_first(text))


def _last_name_first(text: str) -> Iterator[str]:
    """Without a comma nothing tells where the last name begins: each word may."""
    last, comma, first = text.partition(",")
    words = [*plain(last).split(), *plain(first).split()] if comma else plain(text).split()
    for start in range(1 if comma else len(words)):
        yield " ".join([*words[start:], *words[:start]])
