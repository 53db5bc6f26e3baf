"""What was answered for one exercise, and the bytes in which it is kept.

They are gzip's. Inside are frames as they cross between processes: the first says who answered what, each further one
holds a record and what was printed. A record that several gave is kept once.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from grader.errors import WireError
from grader.model.calls import Call
from grader.model.diagnosis import Mistake
from grader.model.record import Answered, Record
from grader.model.values import Mapping, Sequence, Tree
from grader.recorded.digest import digest
from grader.wire import Bounds, Fields, decode, encode, pack, read_payload, record_from_tree, record_to_tree

FORMAT = "grade-expected/v1"
# Who answers, beside `also/NAME` and `wrong/NAME`.
SOLUTION = "solution"
# The grader wrote them; what a file can do all the same is fill memory, so far.
_BOUNDS = Bounds(header=64 << 20, data=1 << 30, depth=64, nodes=1_000_000, string=64 << 20)
LARGEST = 1 << 30


@dataclass(slots=True)
class Tape:
    """``mistakes`` are the author's own, told to who makes them; ``files`` lie beside the reference, by name."""

    mistakes: tuple[Mistake, ...] = ()
    files: dict[str, Tree] = field(default_factory=dict)
    _heard: dict[str, dict[str, Answered]] = field(default_factory=dict)
    _kept: dict[str, dict[str, tuple[int, float]]] = field(default_factory=dict)
    _frames: list[memoryview] = field(default_factory=list)

    def hear(self, who: str, call: Call, answered: Answered) -> None:
        """Keep what ``who`` answered. Of several answers to one call the first counts whose time was taken."""
        heard, key = self._heard.setdefault(who, {}), digest(call)
        if key not in heard or (heard[key].seconds == 0 and answered.seconds > 0):
            heard[key] = replace(answered, record=_without_text(answered.record))

    def forget(self, names: Collection[str]) -> None:
        """Drop the mistakes of these names, and what their makers answered."""
        self.mistakes = tuple(each for each in self.mistakes if each.name not in names)
        for name in names:
            self._heard.pop(name, None)

    def answer(self, who: str, call: Call) -> Answered | None:
        """What ``who`` answered to this very call; None where that is not known. Raises ``WireError``."""
        key = digest(call)
        if (heard := self._heard.get(who, {}).get(key)) is not None:
            return heard
        if (kept := self._kept.get(who, {}).get(key)) is None:
            return None
        number, seconds = kept
        if not 0 < number <= len(self._frames):
            raise WireError("a record is missing")
        _, tree = decode(self._frames[number - 1], _BOUNDS)
        fields = Fields(tree)
        return Answered(record_from_tree(fields.tree("record")), seconds, fields.text("printed"))

    def to_bytes(self) -> bytes:
        """All that was heard: the same bytes for the same answers, but for the seconds that they took."""
        frames: dict[bytes, int] = {}
        lines: list[tuple[str, Tree]] = []
        for who, heard in sorted(self._heard.items()):
            text = ""
            for key, each in sorted(heard.items()):
                frame = b"".join(encode(0, pack(record=record_to_tree(each.record), printed=each.printed), _BOUNDS))
                number = frames.setdefault(frame, len(frames) + 1)
                text += f"{key} {number} {each.seconds:.3g}\n"
            lines.append((who, text))
        told = tuple(Mapping((("name", each.name), ("text", each.text))) for each in self.mistakes)
        head = pack(
            format=FORMAT,
            answers=Mapping(tuple(lines)),
            mistakes=Sequence("tuple", told),
            files=Mapping(tuple(sorted(self.files.items()))),
        )
        content = b"".join([*encode(0, head, _BOUNDS), *frames])
        return gzip.compress(content, mtime=0)

    @classmethod
    def of_bytes(cls, content: bytes) -> Tape:
        """What ``to_bytes`` wrote. Raises ``WireError``."""
        head, *frames = _payloads(content)
        fields = Fields(decode(head, _BOUNDS)[1])
        if fields.text("format") != FORMAT:
            raise WireError(f"its format is {fields.text('format')[:40]!r}, and this grader reads {FORMAT!r}")
        mistakes = tuple(
            Mistake(each.text("name"), each.text("text")) for each in map(Fields, fields.items("mistakes"))
        )
        tape = cls(mistakes, dict(fields.named("files")))
        tape._frames = frames
        answers = Fields(fields.tree("answers"))
        tape._kept = {who: dict(map(_kept, answers.text(who).splitlines())) for who, _ in fields.named("answers")}
        return tape

    def is_same(self, other: Tape) -> bool:
        """Whether both, as they were read, hold the same but for the time that it took."""
        return (
            (self.mistakes, self.files) == (other.mistakes, other.files)
            and [bytes(frame) for frame in self._frames] == [bytes(frame) for frame in other._frames]
            and _numbers(self) == _numbers(other)
        )


def _numbers(tape: Tape) -> dict[str, dict[str, int]]:
    return {who: {key: number for key, (number, _) in kept.items()} for who, kept in tape._kept.items()}


def _kept(line: str) -> tuple[str, tuple[int, float]]:
    try:
        key, number, seconds = line.split(" ")
        return key, (int(number), float(seconds))
    except ValueError:
        raise WireError("a line of it cannot be read") from None


def _payloads(content: bytes) -> list[memoryview]:
    try:
        with gzip.open(io.BytesIO(content)) as file:
            text = file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error):
        raise WireError("it is damaged") from None
    if len(text) > LARGEST:
        raise WireError("it is too large")
    found = list(_split(text))
    if not found:
        raise WireError("it is empty")
    return found


def _split(text: bytes) -> Iterator[memoryview]:
    source = io.BytesIO(text)
    while (payload := read_payload(source.read, _BOUNDS)) is not None:
        yield payload


def _without_text(record: Record) -> Record:
    """``record`` without lines of the code that gave it, and names in it that nobody has to know."""
    if record.raised is None:
        return replace(record, warnings=())
    return replace(record, warnings=(), raised=replace(record.raised, frames=(), names=()))
