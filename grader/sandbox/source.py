"""What is run, as the bytes that were read of it: a submission's files, and those that its author provides."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a submission, or of a reference: ``content`` is that of the file ``name``.

    ``others`` are further files, by name and content, in the order in which names are looked for. ``provided`` lie
    beside them in the folder where they are run: data, and helpers that can be imported. A name there may hold ``/``.
    """

    name: str
    content: bytes
    others: tuple[tuple[str, bytes], ...] = ()
    provided: tuple[tuple[str, bytes], ...] = ()

    @property
    def files(self) -> tuple[tuple[str, bytes], ...]:
        """All files of the submission, in order."""
        return ((self.name, self.content), *self.others)

    @property
    def provided_names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.provided)

    @property
    def helpers(self) -> tuple[tuple[str, bytes], ...]:
        """The provided files that can be imported: `plots.py`, `data/spirals.py`."""
        return tuple(
            (name, content)
            for name, content in self.provided
            if name.endswith(".py") and all(map(str.isidentifier, name.removesuffix(".py").split("/")))
        )

    def file_of(self, name: str) -> str:
        """The first file that defines ``name``, as far as its lines tell; the first of all, where none does.

        The text is a stranger's, so it is not parsed here.
        """
        word = re.escape(name)
        pattern = re.compile(rf"^(?:(?:(?:async\s+)?def|class)\s+{word}\b|{word}\s*[:=](?!=))".encode(), re.MULTILINE)
        homes = (file for file, content in self.files if self.others and pattern.search(content))
        return next(homes, self.name)
