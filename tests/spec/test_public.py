"""What students get of a specification: all that is public, as it was, and nothing that is hidden."""

import shutil
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
import yaml

from grader.errors import UsageError
from grader.spec import find_course, load_assignment
from grader.spec import public as module
from grader.spec import variations as loader
from grader.spec.printed import PLAIN, composed, printed
from grader.spec.public import Public, public_text

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "assignments").glob("*/assignment.yaml"))
LANGUAGE = sorted((Path(__file__).parent / "language").glob("*.yaml"))
HEAD = "format: 1\nsubmission: work.py\nexercises:\n"


def same(value):
    """``value`` without the lines that it stood on."""
    if is_dataclass(value):
        named = ((each.name, getattr(value, each.name)) for each in fields(value) if each.name != "line")
        return type(value).__name__, tuple((name, same(part)) for name, part in named)
    if isinstance(value, tuple):
        return tuple(map(same, value))
    return repr(value)


def expected(exercises):
    """What the loader must make of the public text of ``exercises``."""
    hidden = {each.id for each in exercises if each.hidden or all(case.hidden for case in each.cases)}
    for each in exercises:
        if each.id in hidden:
            continue
        cases = tuple(case for case in each.cases if not case.hidden)
        in_parts = [case.points for case in cases if case.points is not None]
        yield replace(
            each,
            cases=cases,
            needs=tuple(name for name in each.needs if name not in hidden),
            points=round(sum(in_parts), 2) if in_parts else each.points,
        )


@pytest.fixture
def released(author):
    """The public form of a text, which loads as the original does but for what is hidden."""

    def release(text, schema=""):
        before = author.assignment(text)
        public = public_text(text, schema)
        after = author.assignment(public.text)
        assert same(after.exercises) == same(tuple(expected(before.exercises)))
        assert (after.title, after.files) == (before.title, before.files)
        assert before.points == pytest.approx(after.points + public.points)
        again = public_text(public.text, schema)
        assert again == Public(public.text, 0, 0.0, ())
        return public

    return release


def with_hidden_cases(text):
    """Every second case in a list becomes hidden, and the first exercise."""
    document = composed(text)
    exercises = next(value for key, value in document.value if key.value == "exercises").value
    marked = [exercises[0]]
    for exercise in exercises:
        cases = next((value.value for key, value in exercise.value if key.value == "cases"), ())
        marked += [case for case in cases[1::2] if isinstance(case, yaml.MappingNode)]
    for node in marked:
        node.value.append((yaml.ScalarNode(PLAIN, "hidden"), yaml.ScalarNode(PLAIN, "true")))
    return printed(document)


@pytest.mark.parametrize("change", [str, with_hidden_cases], ids=["as shipped", "hidden cases"])
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.parent.name)
def test_shipped_assignments(file, change, tmp_path):
    course = find_course(file.parent)
    folder = tmp_path / file.parent.name
    shutil.copytree(file.parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    written = folder / file.name

    def load(text):
        written.write_text(text, "utf-8")
        return load_assignment(written, course)

    before = load(change(file.read_text("utf-8")))
    public = public_text(written.read_text("utf-8"))
    after = load(public.text)
    assert same(after.exercises) == same(tuple(expected(before.exercises)))
    assert before.points == pytest.approx(after.points + public.points)
    assert (public.checks > 0) == (change is with_hidden_cases)
    assert max(map(len, public.text.splitlines())) <= max(map(len, file.read_text("utf-8").splitlines())) + 12
    assert not any(line.lstrip().startswith("#") for line in public.text.splitlines())


@pytest.mark.parametrize("file", LANGUAGE, ids=lambda file: file.stem)
def test_the_language(file, author, released):
    folder = author.file.parent
    (folder / "data").mkdir()
    for beside in ("data/points.npy", "weights.safetensors", "settings.json", "corpus.txt"):
        (folder / beside).touch()
    (folder / "inputs.py").write_text("def spirals(count, noise):\n    return noise\n")
    public = released(file.read_text("utf-8"))
    assert public.exercises == (("spirals",) if file.stem == "words" else ())


EVERYTHING = """\
# secret comment
format: 1
title: "Ten: of $5 — “ünïcode” ×²"
submission: [work.py, more.py]
exercises:   # secret comment
# secret comment
- {id: flow, call: f, needs: [gone, numpy, part], given: {a: '1', on: on, n: 010, d: 2026-11-22}, hidden: false}
- id: gone  # secret comment
  title: secret title
  prompt: |
    secret prompt
  hint: [secret hint]
  hidden: true
  points: 2.5
  call: secret_function
  given: {x: secret given}
  expect: {result: secret value}
- id: part
  prompt: >
    One $x, and
    two lines.

    And "more": 'text' # no comment
  hint:
    - |
      def f():
          return 1  # kept
    - 'it''s'
    - "tab\\t and \\u00e9"
  call: f
  needs: [gone]
  points: 6.5
  cases:
    - {title: a, points: 1, given: {x: 1.0e4, t: '$$5'}, expect: {result: [.5, -.inf, +3], stdout: {contains: "a: b"}}}
    - title: secret case
      hidden: true   # secret comment
      points: 2.25
      given: {x: secret given}
      expect: {result: secret value, stdout: {contains: secret text}}
    - title: b
      hidden: false
      points: 3.25
      given:
        x: {randn: [2, 3], dtype: float64}
        s: "$x[:, 1]"
- id: grid
  call: f
  given: {hidden: $hidden}
  cases: {hidden: [1, 2]}
- id: all-hidden
  call: f
  cases:
    - {title: secret one, hidden: true, given: {x: 1}}
    - {title: secret two, hidden: True, given: {x: 2}}
- id: withdrawn
  withdrawn: It was unfair.
  call: f
limits: {seconds: 3}
"""


def test_all_of_it_at_once(released):
    public = released(EVERYTHING, "../assignment.schema.json")
    assert "secret" not in public.text
    assert "hidden: false" not in public.text
    assert (public.checks, public.points, public.exercises) == (4, 5.75, ("gone", "all-hidden"))
    assert public.text.startswith("# yaml-language-server: $schema=../assignment.schema.json\nformat: 1\n")
    assert (
        "- {id: flow, call: f, needs: [numpy, part], given: {a: '1', on: on, n: 010, d: 2026-11-22}}\n" in public.text
    )
    assert "\n\n  - id: part\n" in public.text
    assert released(EVERYTHING.replace("\n", "\r\n")).text == public.text.partition("\n")[2]
    assert released("\ufeff" + EVERYTHING).text == public.text.partition("\n")[2]


SIMPLE = HEAD + "- id: a\n  call: f\n  given: {x: 1}\n"


def check(points, *cases, word=""):
    stated = f"  points: {points}\n" if points else ""
    return SIMPLE + stated + word + "".join(["  cases:\n"][: len(cases)] + [f"    - {case}\n" for case in cases])


@pytest.mark.parametrize(
    ("text", "checks", "points"),
    [
        (check(""), 0, 0.0),
        (check(4, "{}", "{hidden: true}"), 1, 0.0),
        (check("", "{points: 1}", "{hidden: true, points: 2}", "{hidden: true, points: 0.1}"), 2, 2.1),
        (check(3.1, "{points: 1}", "{hidden: true, points: 2}", "{hidden: true, points: 0.1}"), 2, 2.1),
        (check("", "{hidden: false}", "{hidden: true, repeat: 50}"), 1, 0.0),
        (SIMPLE + "- {id: b, call: g, hidden: true}\n", 1, 1.0),
        (SIMPLE + "- {id: b, call: g, hidden: true, points: 0}\n", 1, 0.0),
        (SIMPLE + "- {id: b, call: g, hidden: true, points: 5, cases: [{}, {hidden: true}, {}]}\n", 3, 5.0),
        (SIMPLE + "- {id: b, call: g, hidden: true, cases: [{points: 0.1}, {points: 0.2}]}\n", 2, 0.3),
        (SIMPLE + "- {id: b, call: g, hidden: true, cases: {x: [1, 2], y: [1, 2, 3]}}\n", 6, 1.0),
        (SIMPLE + "- {id: b, call: g, cases: [{hidden: true}, {hidden: true}]}\n", 2, 1.0),
        (SIMPLE + "- {id: b, call: g, cases: [{hidden: true, points: 2}, {hidden: true, points: 1}]}\n", 2, 3.0),
        (SIMPLE + "- {id: b, call: g, withdrawn: Unfair., hidden: true, points: 2}\n", 1, 2.0),
    ],
)
def test_what_is_counted(released, text, checks, points):
    public = released(text)
    assert (public.checks, public.points) == (checks, points)


def test_a_case_keeps_its_number(released):
    text = released(check("", "{mode: train}", "{hidden: true}", "{mode: train}", "{title: own}", "repeat: 3")).text
    assert text.count("title") == 3
    assert "- {mode: train}\n      - {title: case 3, mode: train}\n      - {title: own}\n" in text
    assert "- title: case 5\n        repeat: 3\n" in text
    assert "title" not in released(check("", "{mode: train}", "{repeat: 2}", "{hidden: true}")).text


def test_what_only_hidden_cases_use_is_left_out(released):
    text = check(
        "",
        "{given: {x: 3}, expect: {result: 1}, let: {n: 4}}",
        "{given: {x: 5}, expect: {result: 2}, let: {n: 1..3}, mode: train}",
        "{hidden: true}",
        word="  let: {n: 4711, m: 2}\n  expect: {result: secret}\n  mode: train\n",
    )
    public = released(text.replace("given: {x: 1}", "given: {x: secret, y: $m, z: $n}"))
    assert "secret" not in public.text
    assert "4711" not in public.text
    assert "    given: {x: 3, y: $m, z: $n}\n    let: {n: 4, m: 2}\n    mode: train\n    cases:\n" in public.text
    kept = check("", "{expect: {result: 1}}", "{repeat: 2}", "{hidden: true}", word="  expect: {result: shared}\n")
    assert "shared" in released(kept).text
    idle = check("", "{expect: {result: 1}}", word="  expect: {result: idle}\n")
    assert "idle" in released(idle).text, "without hidden cases an author's text is left alone"


def test_the_words_that_cases_take_over_are_the_loaders():
    assert {*module.BY_NAME, "limits"} == set(loader._BY_NAME)
    assert module.WHOLE == loader._WHOLE


def test_the_braces_of_a_whole_file(released):
    public = released("{exercises: [{id: a, call: f}, {id: b, hidden: true, call: g}], format: 1, submission: work.py}")
    assert public.text == "format: 1\nsubmission: work.py\nexercises:\n  - {id: a, call: f}\n"


def test_what_needs_each_other_is_needed_no_more(released):
    text = released(SIMPLE + "- {id: b, call: f, hidden: true}\n- {id: c, call: f, needs: [b]}\n").text
    assert text.endswith("\n\n  - {id: c, call: f}\n")


@pytest.mark.parametrize("exercise", ["{id: a, call: f, hidden: true}", "{id: a, call: f, cases: [{hidden: true}]}"])
def test_nothing_would_be_left(exercise):
    with pytest.raises(UsageError, match="every exercise is hidden"):
        public_text(f"{HEAD}- {exercise}\n")
