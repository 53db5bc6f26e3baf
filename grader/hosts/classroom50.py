"""Classroom 50: an `autograder.py` that grades by the assignments beside it, never by those of the student."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.hosts.host import Graded, Host
from grader.hosts.install import SMALL

_TEXT = '''\
"""Run by Classroom 50 in a student's checkout: writes result.json and release-body.md there.

The course that it grades by lies beside this file (or in CLASSROOM50_BUNDLE_DIR). It ends with 0 where everything was
graded, whatever the points; with another number where this machine could not, and then there is no result.json.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ASSIGNMENT = {name!r}
SUBMISSION = {submission!r}
COURSE = Path(os.environ.get("CLASSROOM50_BUNDLE_DIR") or Path(__file__).parent).resolve()
STUDENT = Path.cwd()


def python(*arguments: str, **environment: str) -> int:
    """Python with nothing on its path that a student wrote: neither a folder nor a variable adds that."""
    command = [sys.executable, "-P", "-m", *arguments]
    kept = {{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}}
    return subprocess.run(command, cwd=COURSE, env={{**environment, **kept}}, check=False).returncode


def main() -> int:
    for name in ("result.json", "release-body.md"):
        STUDENT.joinpath(name).unlink(missing_ok=True)  # a student may have committed one
    # PyTorch's own index has builds without GPU support; the default ones for Linux are gigabytes.
    code = python("pip", "install", "--quiet", "-r", str(COURSE / "requirements.txt"), {small[0]}="{small[1]}")
    with tempfile.TemporaryDirectory() as folder:
        result = str(Path(folder) / "result.json")
        submission = str(STUDENT / SUBMISSION)
        wanted = ("-a", ASSIGNMENT, "--missing-is-empty", "--exit-zero", "-o", result)
        code = code or python("grader", "submit", submission, *wanted)
        code = code or python("grader", "export", result, "--to", "markdown", "-o", str(STUDENT / "release-body.md"))
        return code or python("grader", "export", result, "--to", "classroom50", "-o", str(STUDENT / "result.json"))


if __name__ == "__main__":
    sys.exit(main())
'''


def _write(assignments: Sequence[Graded], _: Mapping[str, bytes]) -> bytes:
    (graded,) = assignments
    return _TEXT.format(name=graded.name, submission=graded.submission, small=SMALL).encode()


HOST = Host("classroom50", "Classroom 50, the open-source successor", "autograder.py", _write, single=True)
