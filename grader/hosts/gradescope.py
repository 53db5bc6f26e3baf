"""Gradescope: the zip that is uploaded as the autograder, with the students' copy of one assignment in it."""

from __future__ import annotations

import io
import shlex
import zipfile
from collections.abc import Mapping, Sequence

from grader.hosts.host import Graded, Host
from grader.hosts.install import SMALL

_SETUP = """\
#!/usr/bin/env bash
# Run once, as root, when the autograder is built.
set -euo pipefail
apt-get update
# The newest Python that the image has packages for: 3.11 on Ubuntu 22.04, later ones on later images.
for python in python3.14 python3.13 python3.12 python3.11; do
  if apt-get install -y "$python" "$python-venv"; then break; fi
done
command -v "$python" || {{ echo "This image has no Python 3.11 or later: choose Ubuntu 22.04 or later."; exit 1; }}
"$python" -m venv /autograder/python
# PyTorch's own index has builds without GPU support; the default ones for Linux are gigabytes.
export {small[0]}={small[1]}
/autograder/python/bin/python -m pip install -r /autograder/source/requirements.txt
"""
_RUN = """\
#!/usr/bin/env bash
# Run for each submission. Where it could not be graded there are no results, and Gradescope says that the autograder
# failed: nobody gets 0 points for that.
set -uo pipefail
# Elsewhere, to try it: AUTOGRADER is the folder that stands for /autograder, and `grade` is the one on the path.
place=${{AUTOGRADER:-/autograder}}
grade=$place/python/bin/grade
[ -x "$grade" ] || grade=grade
results=$place/results
handed_in=$place/submission
cd "$place/source" || exit
"$grade" submit "$handed_in"/{submission} -a {word} --missing-is-empty --exit-zero \\
  -o "$results/grade-result.json" || [ $? = 3 ] || exit 1
"$grade" export "$results/grade-result.json" --to gradescope -o "$results/results.json"
"""
# Of a students' copy what is graded by; the rest is for people.
_NEEDED = {"assignments", "checks", "course.yaml", "laws", "requirements.txt"}
_EXECUTABLE, _PLAIN = 0o755, 0o644
# The earliest that a zip can say: the same bytes whenever it is made.
_WHEN = (1980, 1, 1, 0, 0, 0)


def _write(assignments: Sequence[Graded], copy: Mapping[str, bytes]) -> bytes:
    (graded,) = assignments
    files = {
        "setup.sh": _SETUP.format(small=SMALL).encode(),
        "run_autograder": _run(graded).encode(),
        **{path: copy[path] for path in sorted(copy) if path.partition("/")[0] in _NEEDED},
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whose rights the next line has
            entry.external_attr = (_EXECUTABLE if content.startswith(b"#!") else _PLAIN) << 16
            bundle.writestr(entry, content)
    return made.getvalue()


def _run(graded: Graded) -> str:
    return _RUN.format(
        submission=shlex.quote(graded.submission),
        word=shlex.quote(graded.name),
    )


HOST = Host(
    "gradescope",
    "the zip that Gradescope takes as an autograder",
    "autograder.zip",
    _write,
    single=True,
    is_pushed_to=False,
)
