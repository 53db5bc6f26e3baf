"""Refuses what was written for a later grader, before anything else is said of it: the rest may well be right there."""

from __future__ import annotations

import re

from grader.spec.node import Map, Node, Scalar
from grader.spec.problems import Problems
from grader.version import __version__

FORMAT = 1
INSTALL = "`python -m pip install -U torch-grader`"
_VERSION = re.compile(r"\d+(\.\d+)*")


def check_not_newer(document: Node, problems: Problems) -> None:
    """Raises ``SpecificationError`` where the document names a later format, or a later grader than this one.

    Within a format words are only ever added, so a course names the version that knows those that it uses.
    """
    if not isinstance(document, Map):
        return
    stated, wanted = document.get("format"), document.get("grader")
    if isinstance(stated, Scalar) and type(stated.value) is int and stated.value > FORMAT:
        said = f"this is format {stated.value}, and the grader that is installed here reads format {FORMAT}"
        problems.add(stated, f"{said}; install a later one with {INSTALL}")
        problems.stop()
    if isinstance(wanted, Scalar) and isinstance(wanted.value, str) and is_later(wanted.value):
        said = f"this was written for torch-grader {wanted.value} and later, and this one is {__version__}"
        problems.add(wanted, f"{said}; install a later one with {INSTALL}")
        problems.stop()


def is_later(version: str, than: str = __version__) -> bool:
    """Whether ``version``, such as ``0.2``, comes after ``than``; what is no version does not."""
    one, other = _VERSION.match(version), _VERSION.match(than)
    return one is not None and other is not None and _numbers(one[0]) > _numbers(other[0])


def _numbers(version: str) -> list[int]:
    numbers = [int(part) for part in version.split(".")]
    while numbers and not numbers[-1]:  # 1.0 is 1
        numbers.pop()
    return numbers
