"""Whether a text would act where it is shown, instead of only being read."""

from __future__ import annotations

import re
import unicodedata

# Control characters, changes of direction, halves of characters, separators that some take for new lines.
_ACTING = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# What GitHub's runner obeys: at the start of a line, and the older form anywhere.
_COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)


def acts(text: str) -> bool:
    return any(c != "\n" and unicodedata.category(c) in _ACTING for c in text) or bool(_COMMAND.search(text))
