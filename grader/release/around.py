"""The files around the assignments of a release: what a student reads first, what is installed, editors, Git.

Pure: from what is told of the assignments to texts by path.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.hosts.install import SMALL, requirements

_PUNCTUATION = re.compile(r"([\\`*_\[\]<>|#~&])")
_READ_ME = """\
# {title}

Exercises in PyTorch that you check yourself, as often as you like.

## Install

You need Python 3.11 or newer. In this folder:

```sh
python3 -m venv .venv
. .venv/bin/activate
python -m pip install -r requirements.txt
```

On Windows write `python` for `python3`, and `.venv\\Scripts\\activate` for the second line. On Linux, pip takes a
PyTorch with CUDA unless you say otherwise, and that is gigabytes. You can do without: say so before the third line.

```sh
export {small[0]}={small[1]}
```

## Work

| | |
|---|---|
| `grade list` | what there is to do, and how far you are |
| `grade check{example}` | checks your work; with `--watch`, at every save |
| `grade hint EXERCISE` | a hint, one more with each call |
| `grade submit{example}` | grades everything once more, and writes `grade-result.json` |
{push}
In VS Code and other editors the exercises are in the test panel (`pytest --grade`). Your work goes into {files}.
Leave `assignments` and `release.json` as they are: the exercises are checked by them.

## Exercises
"""

_PUSH = "| `grade submit{example} --push` | does that, and hands in: commits your work and pushes it |\n"
_MADE_BY = "The grader that made this copy, and later ones that read it."
_IGNORED = """\
.grade/
grade-result.json
__pycache__/
.venv/
"""

# What was recorded counts by its bytes, so no Git may change its line ends.
_ATTRIBUTES = """\
* text=auto eol=lf
/assignments/** -text
"""

_EDITOR_CONFIG = """\
root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true

[*.py]
indent_style = space
indent_size = 4
trim_trailing_whitespace = true

[*.{json,yaml,yml}]
indent_style = space
indent_size = 2

[assignments/**]
charset = unset
end_of_line = unset
insert_final_newline = unset
trim_trailing_whitespace = unset
"""

_EXTENSIONS = {"recommendations": ["ms-python.python", "editorconfig.editorconfig"]}
_SETTINGS = {
    "files.exclude": {"**/.grade": True, "**/__pycache__": True},
    "files.readonlyInclude": {"assignments/**": True, "course.yaml": True, "release.json": True},
    "python.testing.pytestEnabled": True,
    "python.testing.pytestArgs": ["--grade"],
    "python.testing.unittestEnabled": False,
}


@dataclass(frozen=True, slots=True)
class ToldExercise:
    """``prompt`` is the task in words, empty where the starter has it."""

    id: str
    title: str
    points: float
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of an assignment: ``files`` are handed in, ``exercises`` are those in the copy.

    Hidden ``checks`` that are worth ``points`` stayed behind.
    """

    name: str
    title: str
    files: tuple[str, ...]
    exercises: tuple[ToldExercise, ...]
    checks: int = 0
    points: float = 0


def surrounding_files(
    course_title: str, assignments: Sequence[Told], torch: str | None, version: str, *, is_pushed: bool = True
) -> Mapping[str, str]:
    """By path, the files around ``assignments``. ``torch`` is the course's range, ``version`` the grader's.

    ``is_pushed``: students hand in by Git.
    """
    return {
        "README.md": _read_me(course_title, assignments, is_pushed=is_pushed),
        "requirements.txt": requirements(_MADE_BY, version, torch),
        ".gitignore": _IGNORED,
        ".gitattributes": _ATTRIBUTES,
        ".editorconfig": _EDITOR_CONFIG,
        ".vscode/extensions.json": _json(_EXTENSIONS),
        ".vscode/settings.json": _json(_SETTINGS),
    }


def _read_me(title: str, assignments: Sequence[Told], *, is_pushed: bool) -> str:
    files = [f"`{name}`" for each in assignments for name in each.files]
    example = f" {assignments[0].files[0]}" if len(assignments) > 1 else ""
    push = _PUSH.format(example=example) if is_pushed else ""
    head = _READ_ME.format(title=_plain(title), example=example, push=push, files=_listed(files), small=SMALL)
    return "".join([head, *map(_section, assignments)])


def _section(told: Told) -> str:
    total = sum(each.points for each in told.exercises) + told.points
    lines = [
        "",
        f"### {_plain(told.title)}",
        "",
        f"`{told.name}`, in {_listed([f'`{name}`' for name in told.files])}: {_worth(total)}",
        "",
    ]
    if told.exercises:
        lines += ["| exercise | | points |", "|---|---|---:|"]
        lines += [f"| `{each.id}` | {_plain(each.title)} | {_number(each.points)} |" for each in told.exercises]
        for each in told.exercises:
            lines += ["", f"**`{each.id}`**: {_plain(each.prompt)}"] if each.prompt else []
    if told.checks:
        checks, verb = ("check", "is") if told.checks == 1 else ("checks", "are")
        lines += ["", f"{told.checks} further {checks} ({_worth(told.points)}) {verb} not in this copy."]
    return "".join(f"{line}\n" for line in lines)


def _plain(text: str) -> str:
    """``text`` on one line, shown by Markdown as it is, also in a table."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _number(points: float) -> str:
    return f"{points:.2f}".rstrip("0").rstrip(".")


def _worth(points: float) -> str:
    return f"{_number(points)} {'point' if points == 1 else 'points'}"


def _json(content: object) -> str:
    return json.dumps(content, indent=2) + "\n"
