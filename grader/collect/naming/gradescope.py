"""Gradescope: folders `submission_123456` beside a `submission_metadata.yml`, which says whose each is, and its time.

From programs that read its exports: the file maps each folder's name to `:submitters:`, a list of `:name:`, `:sid:` and
`:email:`, and `:created_at:`, as Ruby writes YAML. It also holds every test's output, so it may be large, and what it
says there is students' text: it is read line by line, and of that only what stands at the two places above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from grader.collect.naming.named import Who
from grader.collect.times import read_iso

METADATA = "submission_metadata.yml"
LARGEST = 256 << 20
_TOP = re.compile(r"(?P<folder>[^\s:#'\"][^:]*):\s*")
_SECTION = re.compile(r"  :(?P<name>\w+):(?: (?P<value>.*))?")
_FIELD = re.compile(r"  (?P<dash>- |  ):(?P<name>name|sid|email): (?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Submission:
    """Several students where they handed in together."""

    students: tuple[Who, ...]
    at: datetime | None


def read_metadata(content: bytes) -> dict[str, Submission]:
    """By the name of the folder. What is written in another way is left out."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in content.decode("utf-8", "replace").splitlines():
        top = _TOP.fullmatch(line)
        if top is not None:
            lines = found.setdefault(top["folder"], [])
        elif _SECTION.fullmatch(line) or _FIELD.fullmatch(line):
            lines.append(line)
    return {folder: Submission(tuple(_students(kept)), _created(kept)) for folder, kept in found.items()}


def _students(lines: list[str]) -> Iterator[Who]:
    fields: list[dict[str, str]] = []
    is_there = False
    for line in lines:
        section, told = _SECTION.fullmatch(line), _FIELD.fullmatch(line)
        if section is not None:
            is_there = section["name"] == "submitters"
        elif told is not None and is_there:
            if told["dash"] == "- " or not fields:
                fields.append({})
            fields[-1][told["name"]] = _scalar(told["value"])
    yield from (who for who in map(_who, fields) if who.key)


def _who(told: dict[str, str]) -> Who:
    name, sid, email = (told.get(field, "") for field in ("name", "sid", "email"))
    return Who(sid or email or name, name, email, logins=(sid,) if sid else (), ids=(("sis_id", sid),) if sid else ())


def _scalar(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return "" if text in ("null", "~") else text


def _created(lines: list[str]) -> datetime | None:
    told = (
        section["value"] or ""
        for section in map(_SECTION.fullmatch, lines)
        if section and section["name"] == "created_at"
    )
    return read_iso(_scalar(next(told, "")))
