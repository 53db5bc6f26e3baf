"""The positive control: the attack in a naive grader, and what came of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.attacks.attack import Attack
from tests.attacks.placing import HONEST_BESIDE, hand_in
from tests.attacks.shown import acts
from tests.attacks.world import HIDDEN, TOKEN, World

SCRIPT = Path(__file__).with_name("naive.py")
# How long a naive grader is waited for: those that are to hang, and all others.
HANGING, PATIENT = 0.7, 30.0


@dataclass(frozen=True, slots=True)
class Told:
    """What the naive grader told: its result file, the frames that it believed, its output."""

    file: dict[str, str]
    frames: dict[str, str]
    printed: dict[str, str]
    output: str
    errors: str
    canary: bool
    removed: bool

    def succeeded(self, attack: Attack) -> bool:
        """Whether the attack got what it wants, by its own sign."""
        match attack.sign:
            case "paid":
                return self.file.get(attack.target) == "passed"
            case "framed":
                return self.frames.get(attack.target) == "passed"
            case "printed":
                return self.printed.get(attack.target) == "passed"
            case "skipped":
                return self.file.get(attack.target) == "skipped"
            case "canary":
                return self.canary
            case "gone":
                return "honest" not in self.frames
            case "leaked":
                return HIDDEN in self.output
            case "shown":
                return acts(self.output + self.errors)
            case "left":
                return not self.removed
        raise ValueError(attack.sign)


@dataclass(frozen=True, slots=True)
class Naive:
    """A source of naive graders, each in a process that is thrown away."""

    process: subprocess.Popen[str]

    def grade(self, attack: Attack, world: World, folder: Path) -> Told:
        """Grade ``attack``, handed in as ``folder`` holds it."""
        order = {
            "file": str(hand_in(attack, world, folder)),
            "course": str(world.course),
            "place": str(world.place),
            "options": list(attack.options),
            "seconds": HANGING if attack.sign == "gone" else PATIENT,
        }
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"
        output = _text(world.place / "output-1")
        return Told(
            file=_json(_text(world.place / "naive.json")),
            frames=_json(_text(world.place / "verdict.json")).get("frames", {}),
            printed=_json((output.splitlines() or [""])[-1]),
            output=output,
            errors=_text(world.place / "output-2"),
            canary=world.is_harmed,
            removed=(world.place / "removed").exists(),
        )


def runs_beside(attack: Attack, world: World, folder: Path) -> bool:
    """The control of what lies beside an honest submission: Python, started there, imports it by its name."""
    assert attack.placed in HONEST_BESIDE
    hand_in(attack, world, folder)
    subprocess.run([sys.executable, "-c", f"import {attack.options[0]}"], cwd=folder, capture_output=True, check=False)
    return world.is_harmed


@contextmanager
def naive_graders() -> Iterator[Naive]:
    process = subprocess.Popen(
        [sys.executable, SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "GRADER_ATTACK_TOKEN": TOKEN},
    )
    try:
        assert process.stdout and process.stdout.readline() == "ready\n"
        yield Naive(process)
    finally:
        process.kill()
        process.communicate()


def _text(file: Path) -> str:
    return file.read_bytes()[: 1 << 20].decode(errors="replace") if file.exists() else ""


def _json(text: str) -> dict[str, str]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
