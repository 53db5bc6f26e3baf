"""nbgrader: `submitted/s001/softmax/timestamp.txt`, the time at which the student submitted.

Its exchange writes one line, by default `2026-10-05 12:00:00.000000 UTC`. It lies among the student's files, and so is
believed only of folders that no host named, and where no list tells the time.
"""

from __future__ import annotations

from datetime import datetime

from grader.collect.node import Node, Untaken
from grader.collect.times import read_iso

STAMP = "timestamp.txt"
_LARGEST = 200


def stamped(folder: Node, assignment: str) -> datetime | None:
    """What a student's folder, or the one of the assignment in it, says of when it was handed in."""
    inner = folder if folder.name == assignment else _child(folder, assignment)
    file = _child(inner, STAMP) if inner and inner.is_folder else None
    try:
        text = file.read(_LARGEST).decode("utf-8", "replace").strip() if file and not file.is_folder else ""
    except Untaken:
        return None
    return read_iso(text) if text.endswith("UTC") else None


def _child(folder: Node, name: str) -> Node | None:
    try:
        return next((node for node in folder.children() if node.name == name), None) if folder.is_folder else None
    except Untaken:
        return None
