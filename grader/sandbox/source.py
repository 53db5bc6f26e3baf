"""What is run, as the bytes that were read of it: a submission's files, and those that its author provides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from grader.model.origin import Origin, Part, origin_of
from grader.model.record import Frame, Raised
from grader.sandbox.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a submission, or of a reference: ``content`` is that of the file ``name``.

    ``others`` are further files, by name and content, in the order in which names are looked for. ``provided`` lie
    beside them in the folder where they are run: data, and helpers that can be imported. A name there may hold ``/``.

    ``origins`` tell of those files whose text was made of another one, such as a notebook. ``handed_in`` is then what
    was handed in, by name and content, and ``notes`` what is to be told of it, in sentences without an end. ``ledger``
    is what becomes of its cells: every child that it is loaded in goes on from there.
    """

    name: str
    content: bytes
    others: tuple[tuple[str, bytes], ...] = ()
    provided: tuple[tuple[str, bytes], ...] = ()
    origins: tuple[Origin, ...] = ()
    handed_in: tuple[tuple[str, bytes], ...] = ()
    notes: tuple[str, ...] = ()
    ledger: Ledger = field(default_factory=Ledger, compare=False, repr=False)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is run by itself, in order: the cells of notebooks."""
        return tuple(part for origin in self.origins for part in origin.parts)

    @property
    def files(self) -> tuple[tuple[str, bytes], ...]:
        """All files of the submission, in order."""
        return ((self.name, self.content), *self.others)

    @property
    def originals(self) -> tuple[tuple[str, bytes], ...]:
        """What was handed in, as it is."""
        return self.handed_in or self.files

    def placed(self, raised: Raised | None) -> Raised | None:
        """``raised`` with the places that are in what was handed in."""
        if raised is None or not self.origins:
            return raised
        return replace(raised, frames=tuple(map(self._placed, raised.frames)))

    def _placed(self, frame: Frame) -> Frame:
        origin = origin_of(frame.file, self.origins)
        return frame if origin is None else replace(frame, spot=origin.spot(frame.line))

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
        """The first file that defines ``name``, as far as its lines tell; the first of all, where none does. Of a text
        that was made of a notebook it is that one.

        The text is a stranger's, so it is not parsed here.
        """
        word = re.escape(name)
        pattern = re.compile(rf"^(?:(?:(?:async\s+)?def|class)\s+{word}\b|{word}\s*[:=](?!=))".encode(), re.MULTILINE)
        homes = (file for file, content in self.files if self.others and pattern.search(content))
        file = next(homes, self.name)
        origin = origin_of(file, self.origins)
        return file if origin is None else origin.file
