"""Traps of YAML, and mistakes that authors make: what each is read as, or the very words that refuse it.

`traps/traps.txt` is a table: after `===` a trap's name, then exercises as an author writes them, after `---` what is
looked at, and below it what came of it. ``pytest tests/spec/test_traps.py --regenerate`` writes the outcomes anew; read
the diff before keeping it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from grader.errors import SpecificationError
from grader.model.expression import Expression
from grader.model.path import Path as ValuePath
from grader.model.written import Choice, Constant, Dollar, Fixed, Range, TensorMaker
from grader.spec import load_assignment

TABLE = Path(__file__).parent / "traps" / "traps.txt"
HEAD = "format: 1\nsubmission: work.py\nexercises:\n"


@dataclass(frozen=True)
class Trap:
    """``written`` is an exercise, or a whole assignment; ``looks`` are places in the exercise, as `cases.0.let.0`."""

    name: str
    written: str
    looks: tuple[str, ...]
    outcome: str

    @property
    def text(self) -> str:
        if self.written.startswith("format:"):
            return self.written
        exercise = self.written if "id: one" in self.written else f"id: one\n{self.written}"
        return HEAD + "".join(f"    {line}\n" for line in exercise.splitlines()).replace("    ", "  - ", 1)

    def __str__(self) -> str:
        looks = " ".join(("---", *self.looks))
        return f"=== {self.name}\n{self.written}{looks}\n{self.outcome}"


def traps() -> list[Trap]:
    sections = re.split(r"^=== ", TABLE.read_text("utf-8"), flags=re.M)[1:]
    found = []
    for section in sections:
        name, _, rest = section.partition("\n")
        written, looks, outcome = re.fullmatch(r"(.*?)^---(.*?)\n(.*)", rest, re.M | re.S).groups()  # type: ignore[union-attr]
        found.append(Trap(name, written, tuple(looks.split()), outcome.strip("\n") + "\n" if outcome.strip() else ""))
    return found


ALL = traps()


def outcome_of(trap: Trap, folder: Path) -> str:
    """What the trap is read as, or every problem that is said of it."""
    file = folder / "assignment.yaml"
    file.write_text(trap.text, "utf-8")
    try:
        (exercise,) = load_assignment(file, None).exercises
    except SpecificationError as error:
        return f"{error}\n"
    return "".join(f"{look} is {shown(at(exercise, look))}\n" for look in trap.looks) or "it is read\n"


def at(thing: object, look: str) -> object:
    for step in look.split("."):
        thing = thing[int(step)] if step.isdecimal() else getattr(thing, step)  # type: ignore[index]
    return thing


def shown(thing: object) -> str:
    """Plain Python as Python writes it; a record by its parts."""
    match thing:
        case (str() as name, value) if not isinstance(value, str):
            return f"{name}: {shown(value)}"
        case tuple():
            return f"({', '.join(map(shown, thing))})"
        case Constant() | Fixed():
            return shown(thing.value)
        case Choice():
            return f"one of {shown(thing.options)}"
        case Range():
            return f"{shown(thing.low)}..{shown(thing.high)}{' (real)' if thing.real else ''}"
        case Dollar():
            return f"${thing.path}"
        case Expression():
            return thing.text
        case ValuePath():
            return str(thing)
        case TensorMaker():
            said = [(field.name, getattr(thing, field.name)) for field in fields(thing)]
            return ", ".join(f"{name} {shown(value)}" for name, value in said if value is not None)
    return repr(thing)


@pytest.mark.parametrize("trap", ALL, ids=lambda trap: trap.name)
def test_what_becomes_of_it(trap: Trap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, regenerate: bool) -> None:
    monkeypatch.chdir(tmp_path)
    found = outcome_of(trap, tmp_path)
    if regenerate:
        ALL[ALL.index(trap)] = Trap(trap.name, trap.written, trap.looks, found)
        TABLE.write_text("\n".join(map(str, ALL)), "utf-8")
        return
    assert found == trap.outcome


def test_a_message_is_one_sentence_that_says_where() -> None:
    for trap in ALL:
        for line in trap.outcome.splitlines():
            if line.startswith("assignment.yaml"):
                assert re.match(r"assignment\.yaml:\d+: (\S+: )?\S", line), line
                assert len(line) < 300, line


def test_there_are_seventy() -> None:
    assert len({trap.name for trap in ALL}) == len(ALL)
    assert len([trap for trap in ALL if not re.search(r", (as|where) ", trap.name)]) >= 70
