"""Plain GitHub Actions: each push is graded, one step an assignment."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence

from grader.hosts.host import Graded, Host
from grader.hosts.install import steps_on_github

_HEAD = """\
# Grades each push. The grade is shown on the page of the run and beside your lines, and in the log of each step.
# No token belongs here: what students write runs in this job, and they can change this file.
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
{steps}"""
# With a folder for results.
BEGIN = steps_on_github('mkdir -p "$RUNNER_TEMP/results"')
# One that loses points does not keep the others from being graded.
_STEP = """\
      - name: {name}
        if: ${{{{ !cancelled() && steps.install.outcome == 'success'{there} }}}}
        run: |
          result="$RUNNER_TEMP"/results/{word}.json
          code=0
          grade submit {submission} -a {word} --missing-is-empty -o "$result" || code=$?
          if [ -f "$result" ]; then
            grade export "$result" --to github-annotations
            grade export "$result" --to markdown >>"$GITHUB_STEP_SUMMARY"
          else
            echo 'This could not be graded: the log of the step says why.' >>"$GITHUB_STEP_SUMMARY"
          fi
          exit "$code"
"""
# Of several assignments those are left out that nobody has begun; then it is a mistake if nothing is there.
_THERE = " && hashFiles({files}) != ''"
_NOTHING = """\
      - name: Nothing to grade
        if: ${{{{ !cancelled() && hashFiles({files}) == '' }}}}
        run: |
          echo {said}
          exit 1
"""
END = """\
      - name: Results
        if: ${{ !cancelled() && steps.install.outcome == 'success' }}
        uses: actions/upload-artifact@v4
        with:
          name: grade-results
          path: ${{ runner.temp }}/results
          if-no-files-found: ignore
"""


def _write(assignments: Sequence[Graded], _: Mapping[str, bytes]) -> bytes:
    several = len(assignments) > 1
    files = ", ".join(name for each in assignments for name in each.files)
    said = f"::error title=Nothing to grade::none of the files that are handed in is here: {files}"
    sought = [name for each in assignments for name in each.sought]
    nothing = _NOTHING.format(files=_quoted(sought), said=shlex.quote(said)) if several else ""
    steps = (_step(each, _THERE.format(files=_quoted(each.sought)) if several else "") for each in assignments)
    return _HEAD.format(steps="".join([BEGIN, *steps, nothing, END])).encode()


def _quoted(files: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in files)


def _step(graded: Graded, there: str) -> str:
    return _STEP.format(
        name=json.dumps(graded.name),
        there=there,
        word=shlex.quote(graded.name),
        submission=shlex.quote(graded.submission),
    )


HOST = Host("actions", "plain GitHub Actions", ".github/workflows/grade.yml", _write)
