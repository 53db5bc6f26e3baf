"""The language as a whole: real exercises load as they are meant, and every word of it is among them."""

import json
from pathlib import Path as FilePath

import jsonschema
import pytest

from grader.checks import KINDS
from grader.laws import LAWS
from grader.model.path import Path
from grader.model.spec import Check, Demand, Limits
from grader.model.written import Dollar, Items, TensorMaker
from grader.source import RULES
from grader.spec import assignment_schema
from grader.spec.node import plain_data
from grader.spec.problems import Problems
from grader.spec.schema.__main__ import PUBLISHED
from grader.spec.words import FORMS, LAYOUTS, MAKERS, MEASURED, ROOTS
from grader.spec.yaml import read

LANGUAGE = FilePath(__file__).parent / "language"
FILES = sorted(LANGUAGE.glob("*.yaml"))
DATA = {file.stem: plain_data(read(file.read_bytes(), Problems(file))) for file in FILES}


@pytest.fixture
def load(author):
    def load_file(name):
        folder = author.file.parent
        (folder / "data").mkdir(exist_ok=True)
        for beside in ("data/points.npy", "weights.safetensors", "settings.json", "corpus.txt"):
            (folder / beside).touch()
        (folder / "inputs.py").write_text("def spirals(count, noise):\n    return noise\n")
        assignment = author.assignment((LANGUAGE / f"{name}.yaml").read_bytes())
        return {exercise.id: exercise for exercise in assignment.exercises}

    return load_file


@pytest.mark.parametrize("name", DATA)
def test_it_loads_and_editors_accept_it(load, name):
    assert len(load(name)) == len(DATA[name]["exercises"])
    published = json.loads((PUBLISHED / "assignment.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(published).validate(DATA[name])


def words_in(data):
    """Every key, and every text that stands alone."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield key.partition(".")[0]
            yield from words_in(value)
    elif isinstance(data, list):
        for item in data:
            yield from words_in(item)
    elif isinstance(data, str):
        yield data


def test_every_word_is_used():
    schema = assignment_schema()
    grammar = {*schema["properties"], *schema["$defs"]["exercise"]["properties"]}
    options = {option for allowed in MAKERS.values() for option in allowed}
    limits = {"seconds", "memory", "slowdown", "operators"}
    words = grammar | options | limits | {*MAKERS, *KINDS, *LAWS, *RULES, *ROOTS, *FORMS, *LAYOUTS, MEASURED}
    assert words - set(words_in(list(DATA.values()))) == set()


def checks(case):
    return [(str(check.path), check.kind, check.argument) for check in case.checks]


def test_state_goes_from_step_to_step(load):
    (case,) = load("hard")["kv-cache"].cases
    assert [step.name for step in case.steps] == ["whole", "first", "second", "third"]
    assert {str(value.path) for step in case.steps for _, value in step.given} == {
        "x", "x[:, :4]", "x[:, 4:5]", "x[:, 5:]", "first.1", "second.1",
    }  # fmt: skip
    assert all(step.calls == () and step.repeat == 1 and step.mode is None for step in case.steps)
    assert [(str(path), cotangent) for path, cotangent in case.backward] == [("whole.0", "random")]
    assert (case.everything, checks(case)) == (True, [("third.0", "like", "whole.0[:, 5:]")])


def test_an_optimizer(load):
    (case,) = load("hard")["adam"].cases
    assert dict(case.init)["params"] == Items("list", (Dollar(Path("w")),))
    update, clear = case.steps
    assert (update.calls, update.repeat, clear.calls) == (("step",), 5, ("zero_grad",))
    assert [(str(path), value) for path, value in update.assign] == [("w.grad", TensorMaker("randn"))]
    torch, either = case.checks
    assert (torch.kind, torch.argument) == ("like", "torch.optim.Adam")
    assert either.argument == (
        (Check(either.path, "exists", False, line=either.line),),
        (Check(either.path, "value", 0.0, line=either.line),),
    )


def test_a_new_mask_each_time(load):
    eval_, train, masks = load("hard")["dropout"].cases
    assert (eval_.mode, train.mode, train.backward[0][1]) == ("eval", "train", "ones")
    (check,) = masks.checks
    assert check.argument == (Check(Path("second"), "like", "first", line=check.line),)


def test_methods_of_inputs_and_functions(load):
    exercise = load("hard")["save-and-load"]
    assert exercise.names == ("run_save_checkpoint", "run_load_checkpoint")
    train, save, _ = exercise.cases[0].steps
    assert (train.calls, str(train.assign[0][0]), train.repeat) == (("old_opt.step",), "old.*.grad", 10)
    assert dict(save.given)["model"] == Dollar(Path("old"))


def test_laws_rules_and_limits_have_lines(load):
    slow, softmax = load("layers")["relu"].cases[2], load("layers")["softmax"].cases[0]
    assert slow.limits == Limits(slowdown=20.0)
    assert [(law.name, law.argument) for law in softmax.laws] == [("unchanged_by", {"add": 100.0, "to": "x"})]
    rules = load("first")["softmax"].cases[1].source
    assert [(rule.name, rule.argument) for rule in rules] == [("forbid", ["softmax"]), ("loops", False)]
    assert all(isinstance(each, Demand) and each.line > 20 for each in (*softmax.laws, *rules))
