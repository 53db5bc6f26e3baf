"""A submission's files as parsed text. Nothing of them is run; what cannot be read is one kind of error."""

from __future__ import annotations

import ast
import re
import tokenize
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from grader.model.origin import Origin

# More than anybody writes: the tree of a text takes some hundred times its size, and seconds to walk.
LONGEST = 250_000
_LINE = 100


class UnreadableError(Exception):
    """``file`` is no Python that can be read; ``reason`` says why, in a few words."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(file, reason)
        self.file, self.reason = file, reason


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """One file: its ``name`` as it was handed in, its lines and its tree; ``origin`` if it was made of another file."""

    name: str
    lines: tuple[str, ...]
    tree: ast.Module
    origin: Origin | None = None

    @property
    def module(self) -> str:
        """What other files import it as."""
        return ".".join(PurePosixPath(self.name).with_suffix("").parts)

    def quote(self, line: int) -> str:
        """``work.py line 3: `return x.softmax(-1)` ``, as a student finds it."""
        text = self.lines[line - 1].strip() if 0 < line <= len(self.lines) else ""
        short = text if len(text) <= _LINE else f"{text[: _LINE - 1]}…"
        place = f"{self.name} line {line}" if self.origin is None else self.origin.spot(line)
        return f"{place}: `{short}`"


def read(name: str, content: bytes, origin: Origin | None = None) -> Text:
    """Parse one file. Raises ``UnreadableError``, whatever the bytes are."""
    if len(content) > LONGEST:
        raise UnreadableError(name, f"it is longer than {LONGEST:,} bytes")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(content, name)
        encoding, _ = tokenize.detect_encoding(BytesIO(content).readline)
        text = content.decode(encoding, "replace")
    except (RecursionError, MemoryError):
        raise UnreadableError(name, "it is nested too deep") from None
    except SyntaxError as error:
        raise UnreadableError(name, f"line {error.lineno or 1}: {error.msg}"[:200]) from None
    except (ValueError, LookupError, OverflowError) as error:  # null bytes, an encoding that is none
        raise UnreadableError(name, str(error)[:200]) from None
    # As Python counts lines: a form feed ends none.
    return Text(name, tuple(re.split(r"\r\n|\r|\n", text)), tree, origin)
