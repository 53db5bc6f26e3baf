"""GitHub Classroom and its older reporter: one runner an exercise, handed on without naming any in the workflow."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence

from grader.hosts.actions import BEGIN, END
from grader.hosts.host import Graded, Host

# The older service looked for a check run of exactly this name, and pushed as this actor itself.
_TEXT = """\
# Grades each push, and hands the points to GitHub Classroom's reporter. No token belongs here.
name: Autograding Tests

on:
  push:
  repository_dispatch:

permissions:
  checks: write
  actions: read
  contents: read

defaults:
  run:
    shell: bash

jobs:
  run-autograding-tests:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    if: github.actor != 'github-classroom[bot]'
    steps:
{begin}\
      - name: Grade
        run: |
          result="$RUNNER_TEMP"/results/{word}.json
          grade submit {submission} -a {word} --missing-is-empty -o "$result" --exit-zero || test "$?" = 3
          grade export "$result" --to github-annotations
          grade export "$result" --to markdown >>"$GITHUB_STEP_SUMMARY"
          grade export "$result" --to classroom >>"$GITHUB_ENV"
      - name: Autograding Reporter
        uses: classroom-resources/autograding-grading-reporter@v1
        with:
          runners: ${{{{ env.GRADE_RUNNERS }}}}
{end}"""


def _write(assignments: Sequence[Graded], _: Mapping[str, bytes]) -> bytes:
    (graded,) = assignments
    word, submission = shlex.quote(graded.name), shlex.quote(graded.submission)
    return _TEXT.format(begin=BEGIN, word=word, submission=submission, end=END).encode()


HOST = Host(
    "classroom", "the older GitHub Classroom, with its reporter", ".github/workflows/classroom.yml", _write, single=True
)
