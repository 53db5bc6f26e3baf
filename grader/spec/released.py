"""What a students' copy says of the release that it comes from: `expected/released.json` beside the specification."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeGuard

from grader.errors import UsageError
from grader.model.spec import Released

FOLDER, FILE = "expected", "released.json"
FORMAT = "grade-expected/v1"
_LARGEST = 1 << 20


def read_released(folder: Path) -> Released | None:
    """That of the assignment in ``folder``; None where this is no students' copy. Raises ``UsageError``."""
    file = folder / FOLDER / FILE
    shown = "/".join(file.parts[-4:])
    try:
        with file.open("rb") as stream:
            found = json.loads(stream.read(_LARGEST))
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        return None
    except OSError as error:
        raise UsageError(f"`{shown}` cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise _unreadable(shown) from None
    if not isinstance(found, dict):
        raise _unreadable(shown)
    if found.get("format") != FORMAT:
        raise UsageError(
            f"`{shown}` was written by another version of the grader ({str(found.get('grader'))[:40]}): "
            "install it with `python -m pip install -U torch-grader`"
        )
    match found:
        case {
            "grader": str(grader),
            "torch": str(torch),
            "seeds": list(seeds),
            "provided": dict(provided),
            "unrecorded": dict(unrecorded),
            "hidden": {"checks": int(checks), "points": int() | float() as points},
        } if _are_whole(seeds) and all(isinstance(each, str) for each in provided.values()):
            lacking = tuple((name, tuple(map(str, names))) for name, names in unrecorded.items())
            return Released(grader, torch, tuple(seeds), tuple(provided.items()), lacking, checks, points)
    raise _unreadable(shown)


def write_released(released: Released) -> bytes:
    """The content of the file that says so."""
    content = {
        "format": FORMAT,
        "grader": released.grader,
        "torch": released.torch,
        "seeds": list(released.seeds),
        "provided": dict(released.provided),
        "unrecorded": {name: list(lacking) for name, lacking in released.unrecorded},
        "hidden": {"checks": released.checks, "points": released.points},
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _are_whole(seeds: list[object]) -> TypeGuard[list[int]]:
    return bool(seeds) and all(type(seed) is int and seed >= 0 for seed in seeds)


def _unreadable(shown: str) -> UsageError:
    return UsageError(f"`{shown}` cannot be read: take the folder `assignments` from your course's release again")
