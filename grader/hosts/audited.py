"""The workflow of an author's course: each push is validated and audited, before students meet it."""

from __future__ import annotations

from grader.hosts.install import SMALL

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
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
          cache: pip
      - name: Install
        env:
          # PyTorch's own index has builds without GPU support; the default ones for Linux are gigabytes.
          {small[0]}: {small[1]}
        run: python -m pip install -r requirements.txt
      - name: Are the specifications right?
        run: grade validate
      - name: Are the exercises right?
        run: grade audit
"""


def audit_workflow() -> str:
    return _TEXT.format(small=SMALL)
