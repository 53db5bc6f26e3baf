"""Courses: found, loaded, and what is wrong with them."""

from pathlib import Path

import pytest

from grader.errors import SpecificationError, UsageError
from grader.model.spec import Limits
from grader.spec import assignment_file, find_course, load_assignment, load_course

ROOT = Path(__file__).parents[2]


@pytest.fixture
def course(tmp_path):
    for name in ("first", "second"):
        file = tmp_path / "assignments" / name / "assignment.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(
            "format: 1\nsubmission: work.py\nexercises: [{id: a, call: f, expect: {result: {value: 1, finite: true}}}]"
        )
    (tmp_path / "course.yaml").write_text("format: 1\n")
    return tmp_path


def test_defaults(course):
    loaded = load_course(course / "course.yaml")
    assert (loaded.root, loaded.title, loaded.order) == (course, course.name, ("first", "second"))
    assert (loaded.references, loaded.limits) == (course / "reference", Limits())
    assert (loaded.rtol, loaded.atol, loaded.torch) == (None, None, None)


def test_every_word(course):
    (course / "course.yaml").write_text(
        "format: 1\ntitle: Tensors\nassignments: [second, first]\nreference: ../solutions\n"
        'limits: {seconds: 4, memory: 2GiB}\nrtol: 1e-3\natol: 0\ntorch: ">=2.4, <3"\n'
    )
    loaded = load_course(course / "course.yaml")
    assert (loaded.title, loaded.order, loaded.torch) == ("Tensors", ("second", "first"), ">=2.4, <3")
    assert (loaded.references, loaded.limits) == (course / "../solutions", Limits(4.0, 2 << 30))
    exercise = load_assignment(assignment_file(loaded, "first"), loaded).exercises[0]
    assert exercise.limits == loaded.limits
    assert [(check.kind, check.rtol, check.atol) for check in exercise.cases[0].checks] == [
        ("value", 1e-3, 0.0),
        ("finite", None, None),
    ]
    assert (exercise.cases[0].rtol, exercise.cases[0].atol) == (1e-3, 0.0)


def test_the_nearest_folder_upwards(course):
    inner = course / "assignments" / "first"
    assert find_course(inner) == find_course(course) == load_course(course / "course.yaml")
    (inner / "course.yaml").write_text("format: 1\ntitle: Inner\n")
    assert find_course(inner).title == "Inner"


def test_no_course(tmp_path):
    with pytest.raises(UsageError, match=r"no course here: .* course\.yaml"):
        find_course(tmp_path)


def test_an_assignment_that_is_not_there(course):
    loaded = find_course(course)
    with pytest.raises(
        UsageError, match=r"no assignment is called `frist`\. Did you mean `first`\? There is: first, second"
    ):
        assignment_file(loaded, "frist")
    with pytest.raises(UsageError, match="cannot be read"):
        load_assignment(course / "assignments" / "third" / "assignment.yaml", loaded)


@pytest.mark.parametrize(
    ("text", "line", "path", "suggestion"),
    [
        ("format: 1\nname: X\n", 2, "", "title"),
        ("format: 1\nassignments: [first, first]\n", 2, "assignments", None),
        ("format: 1\nassignments: [first, scond]\n", 2, "assignments[1]", "second"),
        ("format: 1\nassignments: [../first]\n", 2, "assignments[0]", "first"),
        ("format: 1\nassignments: first\n", 2, "assignments", "[first]"),
        ("format: 1\nlimits: {time: 3}\n", 2, "limits", "seconds"),
        ("format: 1\nrtol: small\n", 2, "rtol", None),
        ("title: X\n", 1, "", None),
        ("- format\n", 1, "", None),
    ],
)
def test_mistakes(course, monkeypatch, text, line, path, suggestion):
    monkeypatch.chdir(course)
    (course / "course.yaml").write_text(text)
    with pytest.raises(SpecificationError) as caught:
        find_course(course)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.path, problem.suggestion) == ("course.yaml", line, path, suggestion)


def test_files_are_shown_as_people_know_them(course, monkeypatch):
    file = course / "assignments" / "first" / "assignment.yaml"
    file.write_text("format: 1\n")
    loaded = find_course(course)

    def shown(course_or_none):
        with pytest.raises(SpecificationError) as caught:
            load_assignment(file, course_or_none)
        return caught.value.problems[0].file

    monkeypatch.chdir(file.parent)
    assert shown(loaded) == "assignment.yaml"
    monkeypatch.chdir("/")
    assert shown(None).endswith("assignments/first/assignment.yaml")
    (course / "elsewhere").mkdir()
    monkeypatch.chdir(course / "elsewhere")
    assert shown(loaded) == "assignments/first/assignment.yaml"


def test_the_shipped_course_loads():
    loaded = find_course(ROOT)
    assert loaded.order
    for name in loaded.order:
        assignment = load_assignment(assignment_file(loaded, name), loaded)
        assert assignment.name == name
        assert all(exercise.prompt and exercise.hints for exercise in assignment.exercises)


def test_a_variant_that_the_reference_lacks_is_refused(tmp_path):
    file = tmp_path / "assignments" / "draft" / "assignment.yaml"
    file.parent.mkdir(parents=True)
    (tmp_path / "course.yaml").write_text("format: 1\ntitle: T\n")
    file.write_text(
        "format: 1\nsubmission: a.py\nexercises: [{id: a, call: f, expect: {result: {like: also/biazed}}}]\n"
    )
    course = load_course(tmp_path / "course.yaml")
    load_assignment(file, course)  # a student's copy has no reference
    also = tmp_path / "reference" / "draft" / "also"
    (also / "biased").mkdir(parents=True)
    (also / "unbiased.py").touch()
    with pytest.raises(
        SpecificationError,
        match=r"no `also/biazed` \(there is: also/biased, also/unbiased\).*Did you mean `also/biased`",
    ):
        load_assignment(file, course)
    (also / "biazed.py").touch()
    load_assignment(file, course)
