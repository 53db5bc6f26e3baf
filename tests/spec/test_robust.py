"""Laws: whatever an author writes is read or refused in sentences, and both of PyYAML's readers read alike."""

import dataclasses
import json

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import GraderError
from grader.spec import composer
from grader.spec.schema.help import HELP, MAKER_HELP

SYMBOLS = ["$n", "$x", "$", "1..6", "6..1", "..", "n*2", "(1, 2)"]
WORDS = [*HELP, *MAKER_HELP, "result", "self.w", "x", "x.grad", "raises", "all", "like", "value", "shape", "is", "n"]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.floats(),
    st.sampled_from([*WORDS, *SYMBOLS, "reference", "any", "same", "random"]),
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
