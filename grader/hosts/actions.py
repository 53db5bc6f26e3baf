"""The workflow of a students' repository: grades each push on GitHub, one step an assignment."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence

from grader.hosts.install import SMALL

# Of GitHub's 1 MiB for what a step adds to the page of a run. Indented, a report of empty lines grows fivefold.
_SUMMARY = 1_000_000
_GROWTH = 5

_HEAD = """\
# Grades each push. What it says is shown on the page of the run, and in the log of each assignment's step.
name: grade

on:
  push:
  pull_request:
  workflow_dispatch:

permissions:
  contents: read

defaults:
  run:
    shell: bash

jobs:
  grade:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
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
          mkdir "$RUNNER_TEMP/results"
"""
# An assignment of which no file is there is left out; one that loses points does not keep the others from being graded.
_STEP = """\
      - name: {name}
        if: ${{{{ !cancelled() && steps.install.outcome == 'success' && hashFiles({files}) != '' }}}}
        run: |
          result="$RUNNER_TEMP"/results/{word}
          grade submit {submission} -a {word} -o "$result.json" 2>&1 | tee "$result.txt"
"""
# Nothing that is indented by four ends the block.
_REPORTS = """\
      - name: Reports
        if: ${{{{ !cancelled() && steps.install.outcome == 'success' }}}}
        run: |
          shopt -s nullglob
          for report in "$RUNNER_TEMP"/results/*.txt; do
            printf '## %s\\n\\n```text\\n' "$(basename "$report" .txt)"
            head -c {limit} "$report" | sed 's/^/    /'
            printf '\\n```\\n\\n'
          done >>"$GITHUB_STEP_SUMMARY"
      - name: Results
        if: ${{{{ !cancelled() && steps.install.outcome == 'success' }}}}
        uses: actions/upload-artifact@v4
        with:
          name: grade-results
          path: ${{{{ runner.temp }}}}/results
          if-no-files-found: ignore
"""


def workflow(assignments: Mapping[str, Sequence[str]]) -> str:
    """The text of the workflow that grades ``assignments``: by name the files that are handed in."""
    limit = _SUMMARY // _GROWTH // max(1, len(assignments))
    steps = (_step(name, files) for name, files in assignments.items())
    return "".join([_HEAD.format(small=SMALL), *steps, _REPORTS.format(limit=limit)])


def _step(assignment: str, files: Sequence[str]) -> str:
    # Of several files the first may be what is missing: the folder stands for those that are there.
    submission = files[0] if len(files) == 1 else "."
    return _STEP.format(
        name=json.dumps(assignment),
        files=", ".join(f"'{name}'" for name in files),
        word=shlex.quote(assignment),
        submission=shlex.quote(submission),
    )
