"""The workflow of an author's course: each push is validated and audited, before students meet it."""

from __future__ import annotations

from grader.hosts.install import steps_on_github

PATH = ".github/workflows/audit.yml"
_TEXT = """\
# Proves each push: specifications are right, references earn everything, wrong answers lose what they get wrong.
name: audit

on:
  push:
  pull_request:
  workflow_dispatch:

permissions:
  contents: read

jobs:
  audit:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
{install}      - name: Are the specifications right?
        run: grade validate
      - name: Are the exercises right?
        run: grade audit
"""


def audit_workflow() -> str:
    return _TEXT.format(install=steps_on_github())
