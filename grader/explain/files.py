"""The files of an assignment that are asked about as if they were words: where each lies, and what it is for."""

from __future__ import annotations

from collections.abc import Mapping

_SOLUTION = (
    "`reference/NAME/solution.py` holds one right answer to every exercise. Students' answers are compared with what "
    "it does, as `grade explain like` says; students' copies do not have it."
)
FILES: Mapping[str, str] = {
    "also": (
        "`reference/NAME/also/VARIANT.py` is right work done differently. It redefines a few functions of the solution "
        "and must lose nothing: `grade audit` tries it."
    ),
    "expected": (
        "`assignments/NAME/expected` is only in students' copies. It has what the reference answered when they were "
        "released, and they are graded by it there."
    ),
    "reference": _SOLUTION,
    "solution": _SOLUTION,
    "starter": (
        "`assignments/NAME/starter.py` is what students begin with; for several files it is a folder `starter`. Where "
        "there is none, it is made from the marks `# BEGIN SOLUTION` and `# END SOLUTION` in the solution."
    ),
    "wrong": (
        "`reference/NAME/wrong/MISTAKE.py` is a mistake that must lose its exercise. It redefines a few functions of "
        "the solution, and its docstring is the hint to students who make the same mistake."
    ),
}
