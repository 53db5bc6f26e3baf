"""Whether a version lies in a range such as ``>=2.4,<3``."""

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
