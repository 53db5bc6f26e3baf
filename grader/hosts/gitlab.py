"""GitLab CI: each push is graded, one job an assignment, its exercises in the merge request's list of tests."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence

from grader.hosts.host import Graded, Host
from grader.hosts.install import SMALL

_HEAD = """\
# Grades each push. No token belongs here: what students write runs in these jobs, and they can change this file.
workflow:
  rules:
    # One pipeline for a push, not a second one for the merge request that it is in.
    - if: $CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS && $CI_PIPELINE_SOURCE == "push"
      when: never
    - when: always

default:
  image: python:3.12-slim
  interruptible: true
  timeout: 30 minutes

variables:
  PIP_CACHE_DIR: $CI_PROJECT_DIR/.pip
  # PyTorch's own index has builds without GPU support; the default ones for Linux are gigabytes.
  {small[0]}: {small[1]}

.grade:
  cache:
    key:
      files: [requirements.txt]
    paths: [.pip]
  before_script:
    - python -m pip install -r requirements.txt
    - mkdir -p results
  artifacts:
    when: always
    paths: [results]
    reports:
      junit: results/*.xml
"""
# Of several assignments those are left out that nobody has begun.
_RULES = """\
  rules:
    - exists: [{files}]
"""
_JOB = """\

{job}:
  extends: .grade
{rules}  script:
    - |
      code=0
      grade submit {submission} -a {word} --missing-is-empty -o results/{word}.json || code=$?
      if [ -f results/{word}.json ]; then
        grade export results/{word}.json --to junit -o results/{word}.xml
        grade export results/{word}.json --to html -o results/{word}.html
      fi
      exit "$code"
"""


def _write(assignments: Sequence[Graded], _: Mapping[str, bytes]) -> bytes:
    several = len(assignments) > 1
    return "".join([_HEAD.format(small=SMALL), *(_job(each, several=several) for each in assignments)]).encode()


def _job(graded: Graded, *, several: bool) -> str:
    return _JOB.format(
        job=json.dumps(f"grade {graded.name}"),
        rules=_RULES.format(files=", ".join(map(json.dumps, graded.sought))) if several else "",
        word=shlex.quote(graded.name),
        submission=shlex.quote(graded.submission),
    )


HOST = Host("gitlab", "GitLab CI", ".gitlab-ci.yml", _write)
