"""Where an attack happens: a course with a secret in it, and a place beside it with what it would like to harm.

An attack is told both folders, the worst case: ``@COURSE@`` and ``@PLACE@`` in its text are replaced by them.
"""

from __future__ import annotations

import secrets
import zlib
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

from tests.attacks.attack import Attack

COURSE = "format: 1\ntitle: A course under attack\nassignments: [target]\nlimits: {{seconds: {seconds}}}\n"
ASSIGNMENT = """\
format: 1
title: A target
submission: target.py
exercises:
  - id: attacked
    points: 3
    prompt: Return what only the reference knows.
    call: attacked
    limits: {{seconds: {seconds}, memory: 256MiB}}
    given: {{x: {{randn: [64], requires_grad: false}}}}
    cases:
      - {{title: once, repeat: 2}}
  - id: graph
    points: 2
    prompt: Return the sine of x with its graph.
    call: graph
    given: {{x: {{randn: [64]}}}}
    backward: random
  - id: closed
    points: 1
    hidden: true
    prompt: Return what only the reference knows.
    call: closed
    given: {{x: {{tensor: [0.8125152587890625, 0.25], requires_grad: false}}}}
  - id: honest
    points: 2
    prompt: Return 2x + 1.
    call: honest
    given: {{x: {{randn: [64]}}}}
    backward: random
"""
REFERENCE = """\
import torch

SECRET = {secret:.6f}


def attacked(x):
    return x * SECRET + x.sin()


def closed(x):
    return x * SECRET - 1


def graph(x):
    return x.sin()


def honest(x):
    return 2 * x + 1
"""
# Seconds for what is to run out of them, for the other exercises then, and for what is not, however busy the machine.
SHORT, ENOUGH, LONG = 0.5, 5.0, 60.0
# What an attack that needs a neighbour finds there.
TOKEN = "token-of-the-grader"
HIDDEN = "0.81251525"


@dataclass(frozen=True, slots=True)
class World:
    """``course`` is its root, ``place`` the canary's folder, ``secret`` the number that only the reference knows."""

    course: Path
    place: Path
    secret: float

    @property
    def canary(self) -> Path:
        return self.place / "canary"

    def source(self, attack: Attack) -> str:
        return attack.text.replace("@COURSE@", str(self.course)).replace("@PLACE@", str(self.place))

    @property
    def is_harmed(self) -> bool:
        """Whether the canary is there, or something that an attack would like to harm is not as it was."""
        victims = (self.place / "victim", self.place / "folder/victim")
        return self.canary.exists() or not all(file.exists() and file.read_text() == "untouched" for file in victims)


def course_files(*, is_hanging: bool) -> dict[str, str]:
    """The specification; an attack that hangs is waited for but a moment."""
    others, attacked = (ENOUGH, SHORT) if is_hanging else (LONG, LONG)
    return {
        "course.yaml": COURSE.format(seconds=others),
        "assignments/target/assignment.yaml": ASSIGNMENT.format(seconds=attacked),
    }


def make_world(root: Path, *, is_hanging: bool = False) -> World:
    """A fresh one, with a secret of its own, below ``root``."""
    course, place = root / "course", root / "place"
    secret = 1 + secrets.randbelow(10**6) / 10**6
    reference = REFERENCE.format(secret=secret)
    files = {
        **{course / name: text for name, text in course_files(is_hanging=is_hanging).items()},
        course / "reference/target/solution.py": reference,
        course / "assignments/target/expected/attacked.txt": f"SECRET = {secret:.6f}\n",
        # Another submission's folder, as it would lie beside this one's.
        root / "scratch/grade-neighbour/target.py": reference,
        place / "victim": "untouched",
        place / "folder/victim": "untouched",
        place / "grade-result.json": '{"score": 0}',
    }
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    blob = f"blob {len(reference)}\0{reference}".encode()
    name = sha1(blob).hexdigest()
    loose = course / ".git/objects" / name[:2] / name[2:]
    loose.parent.mkdir(parents=True)
    loose.write_bytes(zlib.compress(blob))
    return World(course, place, secret)
