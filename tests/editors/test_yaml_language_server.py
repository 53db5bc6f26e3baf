"""What an author sees while typing: the published schema in the server that editors use for YAML.

Skipped where there is none. To install it: ``npm install yaml-language-server`` in a folder of its own, then set
``YAML_LANGUAGE_SERVER`` to the file ``node_modules/.bin/yaml-language-server`` there, or put that folder on ``PATH``.
"""

from __future__ import annotations

import pytest

from grader.checks import KINDS
from grader.laws import LAWS
from grader.spec.words import DTYPES, MAKERS

EXERCISE = """\
# yaml-language-server: $schema=../../grader/schemas/assignment.schema.json
format: 1
title: A draft
submission: draft.py
exercises:
  - id: one
    call: f
"""
GIVEN = "    given:\n      x:\n        "
RESULT = "    expect:\n      result:\n        "
CASE = "    cases:\n      - title: a\n        "
# Where the cursor is, and the words that must be offered there.
OFFERED = {
    "an exercise": ("    |", "title prompt hint points needs hidden class init let given set mode backward repeat "
                    "cases steps expect laws source limits"),
    "a case": (f"{CASE}|", "points hidden init let given set mode backward repeat steps expect laws source limits"),
    "a case without a title": ("    cases:\n      - |", "title points let given expect"),
    "a step": ("    steps:\n      first:\n        |", "call given set mode repeat"),
    "given": (f"{GIVEN}|", " ".join(MAKERS)),
    "set": ("    set:\n      x.grad:\n        |", " ".join(MAKERS)),
    "beside a maker": (f"{GIVEN}rand: [3]\n        |", "from dtype requires_grad device layout as"),
    "a dtype": (f"{GIVEN}rand: [3]\n        dtype: |", " ".join(DTYPES)),
    "a layout": (f"{GIVEN}rand: [3]\n        layout: |", "contiguous transposed strided channels_last"),
    "a form": (f"{GIVEN}rand: [3]\n        as: |", "list tuple numpy parameter"),
    "a mode": ("    mode: |", "train eval"),
    "backward": ("    backward: |", "random ones"),
    "expect": ("    expect:\n      |", "all result self raises stdout calls results"),
    "expect, in short": ("    expect: |", "reference"),
    "a path": (f"{RESULT}|", f"{' '.join(KINDS)} rtol atol"),
    "a path of an author's own": ("    expect:\n      x.grad:\n        |", f"{' '.join(KINDS)} rtol atol"),
    "a path of a case": (f"{CASE}expect:\n          result:\n            |", f"{' '.join(KINDS)} rtol atol"),
    "a dtype that is expected": (f"{RESULT}dtype: |", "float32 int64 reference any"),
    "a trend": (f"{RESULT}trend: |", "up down rising falling"),
    "laws": ("    laws:\n      |", " ".join(LAWS)),
    "a law": ("    laws:\n      causal:\n        |", "of dim"),
    "source": ("    source:\n      |", "forbid require only loops at_most"),
    "limits": ("    limits:\n      |", "seconds memory slowdown operators"),
}  # fmt: skip


@pytest.mark.parametrize("place", OFFERED)
def test_the_right_words_are_offered(place: str, editor) -> None:
    text, words = OFFERED[place]
    offered = editor.offered(EXERCISE + text)
    assert set(words.split()) <= set(offered)
    assert len(offered) <= len(words.split()) + 20


def test_no_other_maker_is_offered_beside_one(editor) -> None:
    assert not set(editor.offered(EXERCISE + OFFERED["beside a maker"][0])) & set(MAKERS)


@pytest.mark.parametrize("place", ["an exercise", "expect", "a path", "given", "a case", "a step", "source", "limits"])
def test_every_word_that_is_offered_is_explained(place: str, editor) -> None:
    offered = editor.offered(EXERCISE + OFFERED[place][0])
    assert all(len(text) > 10 for text in offered.values()), offered


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("    giv|en: {x: 1}\n", "The inputs, by name."),
        ("    expect:\n      result:\n        sha|pe: [3]\n", "Sizes such as `[B, 3, H*d]`"),
        ("    given:\n      x:\n        ran|dn: [3]\n", "drawn from the normal distribution"),
        ("    expect: {result: {fin|ite: true}}\n", "every number is finite"),
        ("    limits: {mem|ory: 1GiB}\n", "512MiB"),
    ],
)
def test_a_word_explains_itself(text: str, said: str, editor) -> None:
    assert said in editor.hover(EXERCISE + text)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("args: {x: 1}", "Property args is not allowed."),
        ("expect: {result: {shpae: [3]}}", "Property shpae is not allowed."),
        ("given: {x: {randm: [3]}}", "Property randm is not allowed."),
        ("limits: {time: 3}", "Property time is not allowed."),
        ("cases: [{titel: a}]", "Property titel is not allowed."),
        ("points: many", 'Incorrect type. Expected "number".'),
        ("mode: training", 'Value is not accepted. Valid values: "train", "eval".'),
        ("expect: everything", 'Value is not accepted. Valid values: "reference".'),
    ],
)
def test_a_wrong_word_is_underlined_once(line: str, said: str, editor) -> None:
    assert editor.underlined(f"{EXERCISE}    {line}\n") == [(8, said)]


def test_nothing_is_underlined_that_is_right(editor) -> None:
    right = """\
    class: Affine
    let: {B: 1..6, D: 2..5, E: 2*D}
    init: {out_features: $D}
    given: {x: {randn: [B, E]}, k: 1e-5, mask: null}
    set: {self.*: {randn: same}}
    backward: random
    cases:
      - {title: large, given: {x: {rand: [B, E], from: -1.0e4..1.0e4}}, repeat: 3}
    expect:
      all: reference
      result: {shape: [B, D], dtype: any}
      x.grad: {like: reference, rtol: 1e-5}
      self.weight: 0.0
"""
    assert editor.underlined(EXERCISE.replace("    call: f\n", right)) == []
