"""What a repository says of the grader that its pushes are graded with."""

from __future__ import annotations

import re

# What PyTorch without CUDA is found by: a variable that pip reads, and PyTorch's own index of such builds.
SMALL = ("PIP_EXTRA_INDEX_URL", "https://download.pytorch.org/whl/cpu")
_ON_GITHUB = """\
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
          cache: pip
      - name: Install
        id: install
        env:
          # PyTorch's own index has builds without GPU support; the default ones for Linux are gigabytes.
          {small[0]}: {small[1]}
        run: |
          python -m pip install -r requirements.txt
"""
_REQUIREMENTS = """\
# {why}
torch-grader{grader}
# The versions of PyTorch that these exercises were made for.
torch{torch}
# Shows the exercises as tests, in an editor's panel: `pytest --grade`.
pytest>=8
"""


def requirements(why: str, version: str, torch: str | None) -> str:
    """The text of a ``requirements.txt``. ``version`` is the grader's own, ``torch`` the course's range."""
    return _REQUIREMENTS.format(why=why, grader=readers(version), torch=torch or "")


def steps_on_github(*lines: str) -> str:
    """What every job on GitHub begins with: the checkout, Python, the grader; then further ``lines`` of Bash."""
    return _ON_GITHUB.format(small=SMALL) + "".join(f"          {line}\n" for line in lines)


def readers(version: str) -> str:
    """The versions that read what ``version`` wrote: those up to the next major one, before 1.0 the next minor one."""
    major, minor = (int(part) for part in re.findall(r"\d+", f"{version}.0")[:2])
    return f">={version},<{major + 1}" if major else f">={version},<0.{minor + 1}"
