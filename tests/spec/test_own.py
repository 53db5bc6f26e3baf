"""A course's own kinds and laws: there for that course alone, and every mistake in them one sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.checks import KINDS
from grader.errors import SpecificationError, UsageError
from grader.explain.phrases import docstring_of
from grader.laws import LAWS
from grader.laws.law import LawError
from grader.model.message import Message
from grader.reporters.wording import say
from grader.spec import load_assignment, load_course
from grader.spec.own import forget_own

KIND = """\
from grader.checks.kind import Kind, Observation
from grader.model.message import Message


def judge(argument, evidence):
    return Message("{name}.not", {{"wanted": argument["size"]}})


KIND = Kind(
    name="{name}",
    summary="an example",
    schema={{"type": "object", "properties": {{"size": {{"type": "integer"}}}}, "required": ["size"]}},
    observes=frozenset({{Observation.VALUE}}),
    judge=judge,
    messages={{"{name}.not": "it is not {{wanted}}"}},
    example="",
)
"""
LAW = """\
from grader.laws.law import Law

LAW = Law(
    name="{name}",
    summary="an example",
    schema={{"type": "string"}},
    vary=lambda argument, call, record, planning: 1 / 0,
    judge=lambda argument, calls, records, judging: calls[7],
    messages={{}},
    example="",
    names=lambda argument: argument.names,
)
"""
EXERCISE = "- {id: one, call: f, expect: {result: {odd: {size: 3}}}}\n"
BUILT_IN = set(KINDS), set(LAWS)


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    forget_own()
    assert (set(KINDS), set(LAWS)) == BUILT_IN


@pytest.fixture
def course(tmp_path: Path) -> Callable[..., Path]:
    """``course("checks/odd.py", text)`` is the `course.yaml` of one with these files."""

    def make(*files: str, name: str = "a") -> Path:
        root = tmp_path / name
        for file, text in {"course.yaml": "format: 1\n", **dict(zip(files[::2], files[1::2], strict=True))}.items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(text, "utf-8")
        return root / "course.yaml"

    return make


def test_they_are_there_while_their_course_is(course: Callable[..., Path]) -> None:
    first = course("checks/odd.py", KIND.format(name="odd"), "laws/even.py", LAW.format(name="even"))
    second = course("checks/other.py", KIND.format(name="other"), name="b")
    load_course(first)
    assert (set(KINDS) - BUILT_IN[0], set(LAWS) - BUILT_IN[1]) == ({"odd"}, {"even"})
    assert list(KINDS)[-1] == "odd"
    assert say(Message("odd.not", {"wanted": 3})) == "it is not 3"
    load_course(second)
    assert (set(KINDS) - BUILT_IN[0], set(LAWS)) == ({"other"}, BUILT_IN[1])
    assert say(Message("odd.not", {"wanted": 3})) == "odd.not (wanted=3)"


def test_a_specification_uses_it(course: Callable[..., Path]) -> None:
    head = "format: 1\nsubmission: work.py\nexercises:\n"
    specification = "assignments/one/assignment.yaml"
    file = course("checks/odd.py", KIND.format(name="odd"), specification, head + EXERCISE)
    found = load_course(file)
    (exercise,) = load_assignment(file.parent / specification, found).exercises
    (check,) = exercise.cases[0].checks
    assert (check.kind, check.argument) == ("odd", {"size": 3})
    (file.parent / specification).write_text(head + EXERCISE.replace("size: 3", "size: x"))
    with pytest.raises(SpecificationError, match=r"one\.expect\.result\.odd\.size: expected"):
        load_assignment(file.parent / specification, found)
    load_course(course(name="b"))
    with pytest.raises(SpecificationError, match="nothing is called `odd`"):
        load_assignment(file.parent / specification, None)


MISTAKES = {
    "not Python": ("checks/odd.py", "x = 1\ndef f(:\n", "checks/odd.py:2: is not Python: invalid syntax"),
    "raises": ("checks/odd.py", "x = 1\n\nx / 0\n", "checks/odd.py:3: ZeroDivisionError: division by zero"),
    "ends": ("checks/odd.py", "import sys\nsys.exit('no')\n", "checks/odd.py:2: SystemExit: no"),
    "imports what is not there": (
        "laws/odd.py",
        "import grader.nowhere\n",
        "laws/odd.py:1: ModuleNotFoundError: No module named 'grader.nowhere'",
    ),
    "no kind": ("checks/odd.py", "x = 1\n", "checks/odd.py:1: expected `KIND = Kind(…)` in it"),
    "no law": ("laws/odd.py", "LAW = 'odd'\n", "laws/odd.py:1: expected `LAW = Law(…)` in it"),
    "another name": (
        "checks/even.py",
        KIND.format(name="odd"),
        "checks/even.py:1: is called `odd`; expected the file's own name, `even`, in small letters",
    ),
    "not a word": (
        "checks/Odd.py",
        KIND.format(name="Odd"),
        "checks/Odd.py:1: is called `Odd`; expected the file's own name, `Odd`, in small letters",
    ),
    "a built-in kind": (
        "checks/not_.py",
        KIND.format(name="not"),
        "checks/not_.py:1: `not` comes with the grader; choose another name",
    ),
    "an option": (
        "checks/rtol.py",
        KIND.format(name="rtol"),
        "checks/rtol.py:1: `rtol` comes with the grader; choose another name",
    ),
    "a built-in law": (
        "laws/causal.py",
        LAW.format(name="causal"),
        "laws/causal.py:1: `causal` comes with the grader; choose another name",
    ),
    "no schema": (
        "laws/odd.py",
        LAW.format(name="odd").replace('"string"', '"text"'),
        "laws/odd.py:1: its `schema` is no JSON Schema: 'text' is not valid under any of the given schemas",
    ),
    "another's message": (
        "checks/odd.py",
        KIND.format(name="odd").replace('"odd.not"', '"value.not"'),
        "checks/odd.py:1: its message `value.not` must begin with `odd.`",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_sentence(name: str, course: Callable[..., Path]) -> None:
    file, text, words = MISTAKES[name]
    with pytest.raises(SpecificationError) as refused:
        load_course(course(file, text))
    assert str(refused.value) == words


def test_mistakes_in_several_files_are_said_at_once(course: Callable[..., Path]) -> None:
    file = course("checks/odd.py", KIND.format(name="odd"), "checks/a.py", "1/0", "laws/b.py", "1/0")
    with pytest.raises(SpecificationError) as refused:
        load_course(file)
    assert [problem.file for problem in refused.value.problems] == ["checks/a.py", "laws/b.py"]
    assert "odd" not in KINDS


def test_what_is_no_kind_is_left_alone(course: Callable[..., Path]) -> None:
    load_course(
        course("checks/_shared.py", "1/0", "checks/.hidden.py", "1/0", "checks/notes.txt", "", "laws/a/b.py", "")
    )


def test_it_is_run_from_its_text_and_leaves_no_bytecode(course: Callable[..., Path]) -> None:
    file = course("checks/odd.py", KIND.format(name="odd"))
    for number in (1, 2):
        own = file.parent / "checks/odd.py"
        own.write_text(KIND.format(name="odd").replace("an example", f"number {number}"))
        load_course(file)
        assert KINDS["odd"].summary == f"number {number}"
    assert [entry.name for entry in own.parent.iterdir()] == ["odd.py"]


def test_a_course_that_is_not_trusted_may_have_none(course: Callable[..., Path]) -> None:
    load_course(course("checks/odd.py", KIND.format(name="odd")))
    assert load_course(course(name="b"), is_trusted=False).title == "b"
    assert "odd" not in KINDS
    for file in ("checks/odd.py", "laws/odd.py"):
        theirs = course(file, "raise SystemExit", name=file.partition("/")[0])
        with pytest.raises(UsageError, match="if you trust it, change into its folder first"):
            load_course(theirs, is_trusted=False)


def test_what_it_raises_later_names_its_line(course: Callable[..., Path]) -> None:
    """A value may be a student's: the check fails with words, and everything else is still graded."""
    load_course(course("checks/odd.py", KIND.format(name="odd"), "laws/even.py", LAW.format(name="even")))
    message = KINDS["odd"].judge(None, None)  # type: ignore[arg-type]
    said = "checks/odd.py:6: TypeError: 'NoneType' object is not subscriptable"
    assert message is not None and say(message) == f"the course's own `odd` could not judge it ({said})"
    law = LAWS["even"]
    with pytest.raises(LawError, match=r"laws/even\.py:7: ZeroDivisionError"):
        law.vary("x", None, None, None)  # type: ignore[arg-type]
    message = law.judge("x", (), (), None)  # type: ignore[arg-type]
    assert message is not None and "laws/even.py:8: IndexError" in say(message)
    with pytest.raises(SpecificationError, match=r"laws/even\.py:11: AttributeError"):
        law.names("x")


def test_it_may_define_data_classes(course: Callable[..., Path]) -> None:
    head = "from __future__ import annotations\nfrom dataclasses import dataclass\n@dataclass\nclass A:\n    x: int\n"
    load_course(course("checks/odd.py", head + KIND.format(name="odd")))
    assert sys.modules["course_checks_odd"].A(1).x == 1


def test_what_it_says_of_itself_stays(course: Callable[..., Path]) -> None:
    """`grade explain` shows the docstring of the file, which it finds by the functions."""
    kind, law = '"""`odd`: of odd size."""\n' + KIND.format(name="odd"), '"""`even`."""\n' + LAW.format(name="even")
    load_course(course("checks/odd.py", kind, "laws/even.py", law))
    assert docstring_of(KINDS["odd"].judge) == "`odd`: of odd size."
    assert docstring_of(LAWS["even"].judge) == docstring_of(LAWS["even"].vary) == "`even`."
