"""The published schemas: in step with the kinds, valid, of one mind with the loader, and helpful in an editor."""

import dataclasses
import json
from pathlib import Path

import jsonschema
import pytest

from grader.checks import KINDS
from grader.errors import SpecificationError
from grader.laws import LAWS
from grader.source import RULES
from grader.spec import assignment_schema, course_schema, load_assignment
from grader.spec.node import plain_data
from grader.spec.problems import Problems
from grader.spec.schema.__main__ import PUBLISHED, SCHEMAS, published
from grader.spec.words import GRAMMAR, MAKERS, ROOTS
from grader.spec.yaml import read

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HEAD = "format: 1\nsubmission: work.py\nexercises:\n"
GOOD = {
    **{entry.name: HEAD + entry.example for entry in (*KINDS.values(), *LAWS.values(), *RULES.values())},
    **{file.name: file.read_text("utf-8") for file in sorted(HERE.glob("language/*.yaml")) if file.stem != "words"},
}
SHIPPED = {file.parent.name: file for file in sorted(ROOT.glob("assignments/*/assignment.yaml"))}
BAD = {file.stem: file.read_text("utf-8") for file in sorted(HERE.glob("golden/errors/*.yaml"))}


def is_accepted_by_schema(text: str) -> bool:
    data = plain_data(read(text.encode(), Problems(Path("a.yaml"))))
    published_schema = json.loads((PUBLISHED / "assignment.schema.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(published_schema).is_valid(data)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_copy_is_in_step(name, regenerate):
    text = published(SCHEMAS[name]())
    if regenerate:
        (PUBLISHED / name).write_text(text, encoding="utf-8")
    assert (PUBLISHED / name).read_text("utf-8") == text, "run `python -m grader.spec.schema`"


@pytest.mark.parametrize("schema", [assignment_schema(), course_schema()], ids=["assignment", "course"])
def test_it_is_a_schema_without_one_of(schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    assert '"oneOf"' not in json.dumps(schema)
    defined = {f"#/$defs/{name}" for name in schema["$defs"]}
    assert set(references(schema)) <= defined


def references(schema):
    if isinstance(schema, dict):
        yield from [schema["$ref"]] if isinstance(schema.get("$ref"), str) else []
        for part in schema.values():
            yield from references(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from references(part)


@pytest.mark.parametrize("name", GOOD)
def test_what_the_loader_accepts_the_schema_accepts(author, name):
    assert author.assignment(GOOD[name]).exercises
    assert is_accepted_by_schema(GOOD[name])


@pytest.mark.parametrize("name", SHIPPED)
def test_the_schema_accepts_what_is_shipped(name):
    assert load_assignment(SHIPPED[name], None).exercises
    assert is_accepted_by_schema(SHIPPED[name].read_text("utf-8"))


@pytest.mark.parametrize("name", [name for name in BAD if not name.startswith("course.")])
def test_what_the_schema_refuses_the_loader_refuses(author, name):
    author.file.write_text(BAD[name])
    try:
        accepted = is_accepted_by_schema(BAD[name])
    except SpecificationError:
        accepted = False
    if not accepted:
        with pytest.raises(SpecificationError):
            load_assignment(author.file, None)


def test_words_have_help_in_editors():
    schema = assignment_schema()
    definitions = schema["$defs"]
    holders = ("exercise", "case", "step", "limits", "laws", "source", "expect")
    for holder in (schema, *(definitions[name] for name in holders)):
        assert all(word.get("description") for word in holder["properties"].values())
    made = definitions["made"]
    while "else" in made:
        assert all(word.get("description") for word in made["then"]["properties"].values())
        made = made["else"]
    assert set(made["properties"]) == set(MAKERS)
    assert all(word.get("description") for word in made["properties"].values())
    assert set(definitions["laws"]["properties"]) == set(LAWS)
    assert set(definitions["source"]["properties"]) == set(RULES)
    assert set(definitions["expect"]["properties"]) == set(ROOTS)
    checks = definitions["check"]["then"]["properties"]
    assert set(checks) == {*KINDS, "rtol", "atol"}
    assert all(word.get("description") for word in checks.values())


def test_the_grammar_counts_its_words():
    schema = assignment_schema()
    words = set(schema["properties"]) | set(schema["$defs"]["exercise"]["properties"])
    assert schema["$comment"] == GRAMMAR
    assert len(words) == 27, "the language has twenty-seven words"


def test_what_a_course_adds_is_there_at_once(author, monkeypatch):
    text = HEAD + "- {id: a, call: f, backward: ones, expect: {result: {even: true}}, laws: {odd: true}}\n"
    with pytest.raises(SpecificationError, match="nothing is called `even` here"):
        author.assignment(text)
    kind = dataclasses.replace(KINDS["finite"], name="even")
    law = dataclasses.replace(LAWS["gradcheck"], name="odd")
    monkeypatch.setitem(KINDS, "even", kind)
    monkeypatch.setitem(LAWS, "odd", law)
    (case,) = author.assignment(text).exercises[0].cases
    assert (case.checks[0].kind, case.laws[0].name) == ("even", "odd")
    monkeypatch.setitem(KINDS, "even", dataclasses.replace(kind, schema={"const": "very", "description": "`very`."}))
    with pytest.raises(SpecificationError, match="expected `very`"):
        author.assignment(text)
    monkeypatch.undo()
    with pytest.raises(SpecificationError, match="nothing is called `even` here"):
        author.assignment(text)
