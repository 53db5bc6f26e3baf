"""What `like` names that is no path: torch's own, a variant of the reference, a file. Nothing is opened here."""

from __future__ import annotations

import re

from grader.spec.problems import Misnamed
from grader.spec.schema.makers import FILE
from grader.spec.schema.parts import NAME

_TORCH = re.compile(rf"torch(\.{NAME})+")
_VARIANT = re.compile(r"also/[A-Za-z0-9_-]+")
_FILE = re.compile(FILE)
_OTHER_FILE = re.compile(r"[^\[]*/[^\[]*|.*\.(npz|pt|pth|pkl|csv|yaml|py)")


def check_elsewhere(text: str) -> None:
    """Raises ``Misnamed`` where ``text`` is not how such a thing is named."""
    if text.startswith("torch."):
        meant = re.sub(r"\(.*", "", text)
        _expect(_TORCH, text, "a name of torch such as `torch.nn.functional.gelu`", meant if meant != text else None)
    elif text.startswith("also/"):
        meant = text.removesuffix(".py")
        _expect(_VARIANT, text, "the name of a variant such as `also/in_steps`", meant if meant != text else None)
    else:
        _expect(_FILE, text, "a file of the assignment such as `expected.npy`")


def refuse_other_files(text: str) -> None:
    """Raises ``Misnamed`` where a file is meant that the grader does not read."""
    if _OTHER_FILE.fullmatch(text):
        raise Misnamed(f"expected a file that ends in `.npy`, `.safetensors`, `.json` or `.txt`, got `{text}`")


def _expect(pattern: re.Pattern[str], text: str, wanted: str, suggestion: str | None = None) -> None:
    if not pattern.fullmatch(text):
        raise Misnamed(f"expected {wanted}, got `{text}`", suggestion)
