"""Where tapes lie: a folder for each seed, in it a file for each exercise."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import WireError
from grader.recorded.tape import LARGEST, Tape

FOLDER = "expected"


class NotRecordedError(Exception):
    """There is no tape, or none that can be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What was answered under one ``seed``; ``folder`` is the assignment's ``expected/``."""

    folder: Path
    seed: int
    _read: dict[str, Tape] = field(default_factory=dict)

    @property
    def home(self) -> str:
        """The assignment's folder, from the course's."""
        return "/".join(self.folder.parent.parts[-2:])

    def tape(self, exercise: str) -> Tape:
        """That of the exercise with this id, read once. Raises ``NotRecordedError``."""
        if exercise not in self._read:
            self._read[exercise] = self._tape(exercise)
        return self._read[exercise]

    def _tape(self, exercise: str) -> Tape:
        file = tape_file(self.folder, self.seed, exercise)
        shown = "/".join(file.parts[-5:])
        try:
            if file.stat().st_size > LARGEST:
                raise NotRecordedError(f"`{shown}` is too large")
            return Tape.of_bytes(file.read_bytes())
        except OSError as error:
            raise NotRecordedError(f"`{shown}` cannot be read: {error.strerror}") from None
        except WireError as error:
            raise NotRecordedError(f"`{shown}` cannot be read: {error}") from None


def tape_file(folder: Path, seed: int, exercise: str) -> Path:
    return folder / str(seed) / f"{exercise}.gz"
