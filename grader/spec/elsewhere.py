"""What `like` names that is no path: torch's own, a variant of the reference, a file. Nothing is opened here."""

from __future__ import annotations

import re

from grader.spec.names import Misnamed
from grader.spec.schema.makers import FILE
from grader.spec.schema.parts import NAME

_TORCH = re.compile(rf"torch(\.{NAME})+")
_VARIANT = re.compile(r"also/[A-Za-z0-9_-]+")
_FILE = re.compile(FILE)
_SUFFIX = re.compile(r"\.(npy|npz|pt|pth|pkl|safetensors|json|txt|csv)")


def is_elsewhere(text: str) -> bool:
    """Whether ``text`` names something outside of the call. Raises ``Misnamed`` where it means to and does not."""
    if text.startswith("torch."):
        _expect(_TORCH, text, "a name of torch such as `torch.nn.functional.gelu`")
    elif text.startswith("also/"):
        meant = text.removesuffix(".py")
        _expect(_VARIANT, text, "the name of a variant such as `also/in_steps`", meant if meant != text else None)
    elif "/" in text or _SUFFIX.search(text):
        _expect(_FILE, text, "a file that ends in `.npy`, `.safetensors`, `.json` or `.txt`, such as `expected.npy`")
    else:
        return False
    return True


def _expect(pattern: re.Pattern[str], text: str, wanted: str, suggestion: str | None = None) -> None:
    if not pattern.fullmatch(text):
        raise Misnamed(f"expected {wanted}, got `{text}`", suggestion)
