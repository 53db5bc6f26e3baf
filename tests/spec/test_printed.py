"""What is read and written again is the same to our loader, in whatever style it was written."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from grader.spec.node import plain_data
from grader.spec.printed import PLAIN, TEXT, composed, printed
from grader.spec.problems import Problems
from grader.spec.scalars import resolve
from grader.spec.yaml import read


def load(text):
    problems = Problems(Path("a.yaml"))
    node = read(text.encode(), problems)
    problems.stop()
    return plain_data(node)


# What PyYAML takes for a date, a truth value, sixty-based or without its quotes for something else.
PLAINS = (
    "on", "No", "y", "2026-11-22", "12:30", "cuda:0", "1.0e4", "1e-5", "010", "0o17", "0x1f", "1_000", "=", "~", "",
    "null", ".inf", "-.5", "1..6", "-q", "$x", "$x.0", "a b", "x²", "H*d", "5.", "true", "18446744073709551616",
)  # fmt: skip

words = st.sampled_from(["a", "#", "-", ": ", "'", '"', " ", "  ", "\n", "\n\n", "\t", "|", "{", "]", "ü", "😀", "\\"])
odd = st.sampled_from(["\x85", "\u2028", "\ufeff", "\xa0", "\x07", "\r"])
texts = st.lists(words | odd, max_size=12).map("".join) | st.text(st.characters(exclude_categories=["Cs"]))
long = st.lists(st.sampled_from(["word", "- b", "it's", "`x`", "\n", " \n", "\n ", "#1"]), min_size=20, max_size=60)
styles = st.sampled_from(["'", '"', "|", ">"])
plain = st.sampled_from(PLAINS).map(lambda text: yaml.ScalarNode(PLAIN, text))
quoted = st.builds(
    lambda text, style: yaml.ScalarNode(TEXT, text, style=style), texts | long.map(" ".join) | long.map("".join), styles
)
keys = st.builds(
    lambda text, style: yaml.ScalarNode(TEXT, text, style=style),
    texts.filter(lambda text: text not in ("", "<<")),
    styles,
)


def collections(children):
    maps = st.lists(st.tuples(keys, children), max_size=4, unique_by=lambda entry: entry[0].value)
    return st.builds(
        lambda value, flow: yaml.MappingNode(TEXT, value, flow_style=flow), maps, st.booleans()
    ) | st.builds(
        lambda value, flow: yaml.SequenceNode(TEXT, value, flow_style=flow),
        st.lists(children, max_size=4),
        st.booleans(),
    )


def meant(node):
    if isinstance(node, yaml.MappingNode):
        return {key.value: meant(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [meant(item) for item in node.value]
    return resolve(node.value) if node.tag == PLAIN else node.value


@given(collections(st.recursive(plain | quoted, collections, max_leaves=8)))
def test_what_is_written_is_read_as_it_was(node):
    text = printed(node)
    assert repr(load(text)) == repr(meant(node))
    assert printed(composed(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "a: {b: [1, 2.50], c: 'on'}\nd:\n  - e: \"f\"\n    g: h\n  - - i\n",
        "a: |\n  one\n    two\n\n  three\nb: >-\n  one\n\n  two\nc: |-\n  one\n",
        "a: " + "word " * 40 + "end\n",
        'a: "' + "word " * 40 + "\"\nb: '" + "word " * 40 + "'\n",
        "? " + "k" * 300 + "\n: {" + "k" * 300 + ": 1}\n",
        "a: {device: cuda:0, at: 12:30, b: c?d}\n",
        "%YAML 1.3\n---\na: 1\n",
        "on: on\n1.0: 1.0\n~: ~\n'a: b': 2026-11-22\n",
        "a: ! 3\nb:\nc: {d: , e: }\n",
        "\ufeffa: 1\r\nb: >-\r\n  one\r\n  two\r\n",
    ],
)
def test_authors_texts(text):
    again = printed(composed(text))
    assert load(again) == load(text)
    assert printed(composed(again)) == again


def test_the_authors_styles_are_kept():
    text = (
        "a: {b: [1, 2.50, +7], c: 'on'}\nd:\n  - e: \"f\"\n    g: h\n  - - i\nf: |\n  one\n    two\n\n  three\n"
        "g: >-\n  one\n\n  two\nh: {}\ni: []\n"
    )
    assert printed(composed(text)) == text
    assert printed(composed("a: 1 # one\n\n# two\nb: {c: 2 # three\n  }\n")) == "a: 1\nb: {c: 2}\n"
    for quote in ("'", '"'):
        assert printed(composed(f"a: {quote}{'word ' * 40}{quote}\n")).count("\n") == 1
    assert max(map(len, printed(composed("a: >-\n  word" + " word" * 90 + "\n")).splitlines())) <= 116


def test_a_block_that_would_be_read_otherwise_is_quoted():
    assert printed(composed("a: >\n  one\n   - two\n")) == "a: |\n  one\n   - two\n"
    assert printed(composed("a: |+\n  one\n\nb: 1\n")) == 'a: "one\\n\\n"\nb: 1\n'
    blank = yaml.MappingNode(TEXT, [(yaml.ScalarNode(PLAIN, "a"), yaml.ScalarNode(TEXT, "\xa0", style="|"))])
    assert load(printed(blank)) == {"a": "\xa0"}
    assert printed(composed("a: |2\n    one\n")) == 'a: "  one\\n"\n'
    assert printed(composed("a: 'one\n\n  two'\nb: one\n\n  two\n")) == 'a: "one\\ntwo"\nb: "one\\ntwo"\n'
