"""A person's name in the forms in which two writings of it are the same. Nothing here is alike: it is equal or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

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


def last_name_first(text: str) -> Iterator[str]:
    """Every way to squeeze it. Without a comma nothing tells where the last name begins: each word may."""
    last, comma, first = text.partition(",")
    words = [*plain(last).split(), *plain(first).split()] if comma else plain(text).split()
    for start in range(1 if comma else len(words)):
        yield squeezed(" ".join([*words[start:], *words[:start]]))
