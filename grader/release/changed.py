"""What of a students' copy is not as it was released, of all that its grade rests on."""

from __future__ import annotations

from pathlib import Path

from grader.errors import GraderError
from grader.hosts import HOSTS
from grader.release.copying import read_manifest
from grader.release.manifest import digest_of

_SHARED = ("course.yaml", "requirements.txt", "checks/", "laws/", *(host.path for host in HOSTS.values()))


def changed_files(copy: Path, assignment: str) -> list[str]:
    """Paths below ``copy`` that its manifest has with another content, or that are gone; none where it is no copy.

    Whoever changes a copy can change its manifest as well: this tells of an accident, and of no more.
    """
    try:
        manifest = read_manifest(copy)
    except GraderError:
        return ["release.json"]
    known = {} if manifest is None else manifest.files
    counted = (*_SHARED, f"assignments/{assignment}/")
    return [path for path, digest in known.items() if path.startswith(counted) and digest != _digest(copy / path)]


def _digest(file: Path) -> str | None:
    try:
        return digest_of(file.read_bytes())
    except OSError:
        return None
