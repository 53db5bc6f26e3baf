"""Whether a version lies in a range such as ``>=2.4,<3``, and whether two differ in more than corrections."""

from __future__ import annotations

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version


def is_within(version: str, wanted: str) -> bool:
    """Whether ``version`` (a local part such as ``+cpu`` does not count) is in the range ``wanted``.

    What cannot be read is taken to be within: nobody is warned for an odd version name.
    """
    try:
        return SpecifierSet(wanted).contains(Version(version).public, prereleases=True)
    except (InvalidSpecifier, InvalidVersion):
        return True


def is_same_minor(one: str, other: str) -> bool:
    """Whether both are, say, some 2.4; what cannot be read is taken to be."""
    try:
        return Version(one).release[:2] == Version(other).release[:2]
    except InvalidVersion:
        return True
