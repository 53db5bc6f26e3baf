"""Laws: whatever an author writes is read or refused in sentences, and both of PyYAML's readers read alike."""

import dataclasses
import json

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.checks import KINDS
from grader.errors import GraderError
from grader.laws import LAWS
from grader.source import RULES
from grader.spec import composer
from grader.spec.schema.help import HELP, MAKER_HELP, STEP_HELP
from grader.spec.words import ROOTS

SYMBOLS = ["$n", "$x", "$", "1..6", "6..1", "..", "n*2", "(1, 2)", "$a", "a.step", "torch.relu", "also/b", "c.npy"]
PATHS = ["self.w", "x", "x.grad", "x.*", "a", "a.0", "n", "calls.step", *ROOTS]
WORDS = [*HELP, *MAKER_HELP, *STEP_HELP, *RULES, *PATHS, *KINDS, *LAWS]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.floats(),
    st.sampled_from([*WORDS, *SYMBOLS, "reference", "any", "same", "random", "measured"]),
    st.text(max_size=5),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(WORDS), inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


class _Written(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(exercise=st.dictionaries(st.sampled_from(sorted(HELP)), VALUES, max_size=4), value=VALUES)
def test_nothing_ends_in_a_traceback(author, exercise, value):
    whole = {"id": "one", "call": "f", "let": {"n": "1..6"}, "given": {"x": value}, **exercise}
    text = yaml.dump({"format": 1, "submission": "a.py", "exercises": [whole]}, Dumper=_Written, allow_unicode=True)
    try:
        author.assignment(text)
    except GraderError as error:
        assert str(error)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from([*KINDS, *LAWS]), argument=VALUES, path=st.sampled_from(PATHS))
def test_no_argument_ends_in_a_traceback(author, name, argument, path):
    asked = {"laws": {name: argument}} if name in LAWS else {"expect": {path: {name: argument}}}
    calls = {"call": "f", "let": {"n": "1..6"}, "given": {"x": {"randn": ["n", 3]}}}
    whole = {"id": "one", **calls, **({"steps": {"a": {}}} if path.startswith("a") else {}), **asked}
    text = yaml.dump({"format": 1, "submission": "a.py", "exercises": [whole]}, Dumper=_Written, allow_unicode=True)
    try:
        author.assignment(text)
    except GraderError as error:
        assert str(error)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="ab:,[]{}#'\"*&!|>%@`- \n\t$.01", max_size=40))
def test_no_text_ends_in_a_traceback(author, text):
    try:
        author.assignment(text)
    except GraderError as error:
        assert str(error)


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML was built without libyaml")
def test_both_readers_read_alike(author, monkeypatch):
    text = "format: 1\nsubmission: a.py # b\nexercises:\n  - id: one\n    prompt: >-\n"
    text += "      Two\n      lines é🙃\n    call: f\n    hint: a\n      b\n"
    fast = author.assignment(text)
    monkeypatch.setattr(composer, "_FAST", yaml.SafeLoader)
    assert dataclasses.asdict(author.assignment(text)) == dataclasses.asdict(fast)
    assert json.dumps(fast.exercises[0].hints) == '["a b"]'
