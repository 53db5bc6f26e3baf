"""Reading files: lines, what YAML hides, what is no YAML at all. Nothing that is written may end in a traceback."""

from pathlib import Path

import pytest

from grader.errors import GraderError, SpecificationError, UsageError
from grader.spec.node import Listing, Map, plain_data
from grader.spec.problems import Problems
from grader.spec.yaml import LARGEST, read, read_file


def load(text):
    problems = Problems(Path("a.yaml"))
    node = read(text if isinstance(text, bytes) else text.encode(), problems)
    problems.stop()
    return node


def refusal(text):
    with pytest.raises(SpecificationError) as caught:
        load(text)
    return caught.value.problems


def test_every_key_and_value_has_its_line():
    node = load("# first\na:\n  - 1\n  - {b: 2,\n     c: 3}\nlong: >-\n  two\n  lines\nlast: x\n")
    assert isinstance(node, Map)
    assert node.key_lines == {"a": 2, "long": 6, "last": 9}
    items = node.entries["a"]
    assert isinstance(items, Listing)
    assert [item.line for item in items.items] == [3, 4]
    braces = items.items[1]
    assert isinstance(braces, Map)
    assert braces.key_lines == {"b": 4, "c": 5}
    assert braces.entries["c"].place == ("a", 1, "c")
    assert (braces.entries["c"].line, node.entries["last"].line) == (5, 9)


def test_keys_are_text_as_written():
    data = plain_data(load("{on: 1, yes: 2, N: 3, n: 4, 1: 5, 1.0: 6, null: 7, x.grad: 8, 'result[:, 0]': 9}"))
    assert list(data) == ["on", "yes", "N", "n", "1", "1.0", "null", "x.grad", "result[:, 0]"]


def test_quotes_make_text():
    assert plain_data(load("a: '1'\nb: \"true\"\nc: |-\n  1\n")) == {"a": "1", "b": "true", "c": "1"}


@pytest.mark.parametrize(
    ("text", "line", "said", "suggestion"),
    [
        ("", 1, "the file is empty", None),
        ("# only a comment\n", 1, "the file is empty", None),
        ("a: 1\n---\nb: 2\n", 2, "a second document begins", None),
        ("a: 1\nb: 2\na: 3\n", 3, "`a` stands twice in one map, first on line 1", None),
        ("{x.grad: 1, x.grad: 2}", 1, "stands twice", None),
        ("a: {<<: {b: 1}}", 1, "merges maps", None),
        ("a: &b 1\n", 1, "`&b` names a part", None),
        ("a: *b\n", 1, "`*b` stands for another part", None),
        ("a: !!int 1\n", 1, "is a tag in YAML", None),
        ("*a : 1\n", 1, "a path cannot begin with `*`", None),
        ("*.grad: 1\n", 1, "a path cannot begin with `*`", "self.*.grad"),
        ("{randn: [B, *]}", 1, "no size is written `*`", None),
        ("[B, *]", 1, "a text that begins with `*` or `&` needs quotes", None),
        ("[a, b]: 1\n", 1, "expected a word before the `:`", None),
        ("{?: 1}", 1, "expected a word before the `:`", None),
        ("a:\n\tb: 1\n", 2, "a tab stands here", None),
        ("a: @b\n", 1, "begins with `@` needs quotes", "a: '@b'"),
        ("a: % b\n", 1, "begins with `%` needs quotes", "a: '% b'"),
        ("- it's: `x`\n", 1, "begins with a backquote needs quotes", None),
        ("a: > 1\n", 1, "a bound is written as a range", "{between: 1..}"),
        ("a: > b\n", 1, "begins with `>` or `|` needs quotes", "a: '> b'"),
        ("hint: > 1\n", 1, "begins with `>` or `|` needs quotes", "hint: '> 1'"),
        ("calls.f: > 1\n", 1, "a bound is written as a range", "{between: 2..}"),
        ("calls.f: >1\n", 1, "no text stands below this `>`", "{between: 2..}"),
        ("hint: |\na: 1\n", 1, "no text stands below this `|`", None),
        ("{a: >=1}", 1, "a bound is written as a range", "{between: 1..}"),
        ("{a: >=b}", 1, "begins with `>` needs quotes", None),
        ("a: b: c\n", 1, "contains `: ` needs quotes", "a: 'b: c'"),
        ("a: it's b: c\n", 1, "contains `: ` needs quotes", "a: 'it''s b: c'"),
        ("{a: b: c}", 1, "contains `: ` needs quotes inside", "a: 'b: c'"),
        ("{hint: it's b c: d, e, f: 1}", 1, "contains `: ` needs quotes inside", "hint: 'it''s b c: d, e'"),
        ("{a: 1 b: 2}", 1, "or a comma is missing", None),
        ("{a: b, c}", 1, "`c` stands alone: a text with a comma in it needs quotes", None),
        ("{hint: b, c}", 1, "a text with a comma in it needs quotes", "hint: 'b, c'"),
        ("{a: b, c, d e, e: 1}", 1, "`d e` stands alone", "a: 'b, c, d e'"),
        ("{a: b,\n c}", 2, "a text with a comma in it needs quotes", None),
        ("{a: b, c! # d\n}", 1, "`c!` stands alone", "a: 'b, c!'"),
        ("{a: [b], c}", 1, "expected `word: value`, got `c` alone", None),
        ("{a, b: 1}", 1, "expected `word: value`, got `a` alone", None),
        ("{raises: A, B}", 1, "a text with a comma in it needs quotes", "{type: [A, B]}"),
        ("{raises: !A}", 1, "begins with `!` needs quotes", "{type: A}"),
        ("raises: !A\n", 1, "`!A` is a tag in YAML", "{type: A}"),
        ("{a[0]: 1}", 1, "brackets needs quotes inside", '"a[0]": …'),
        ('a: "\\d"\n', 1, "use single quotes", None),
        ('a: "b\nc: d\n', 1, "the quote that is opened here is not closed", None),
        ("a: 'b\nc: d\n", 1, "the quote that is opened here is not closed", None),
        ('a: "b" c\n', 1, 'begins with `"` needs quotes around the whole', "a: '\"b\" c'"),
        ("a: [b] c\n", 1, "begins with `[` needs quotes around the whole", "a: '[b] c'"),
        ("a: {b: 1\nc: 2\n", 1, "the `{` that is opened here is not closed", None),
        ("a: [1, 2\n", 1, "the `[` that is opened here is not closed", None),
        ("a: {hint: look at #2}\nb: 1\n", 1, "`#2}` is not read", None),
        ('a: {b: "c" d}\n', 1, "a comma is missing here", None),
        ("a: 1\n  b: 2\n", 2, "indented further", None),
        ("a:\n    b: 1\n  c: 2\n", 3, "not indented like the lines", None),
        ("a: 1\nb\nc: 2\n", 2, "expected `word: value`", None),
        ("a: !b}\n", 1, "begins with `!` needs quotes", "a: '!b}'"),
        ("a: - b\n", 1, "begins on a line of its own", "a: '- b'"),
        ("hint: use #2\n", 1, "the text ends before `#2`", None),
        ("hint:\n  - use\n  - use #2\n", 3, "the text ends before `#2`", None),
        ("title: a\n  b #c\n", 2, "the text ends before `#c`", None),
        ("[" * 60 + "]" * 60, 1, "at most 40 levels", None),
        ("x: " + "9" * 1000, 1, "expected a number of at most", None),
        (b"a: 1\nb: \xff\n", 2, "expected UTF-8 text", None),
        ("a: 1\n".encode("utf-16"), 1, "expected UTF-8 text", None),
        ("a: 1\nb: \x07\n", 2, "a character that cannot be seen stands here (U+0007)", None),
    ],
)
def test_what_is_refused(text, line, said, suggestion):
    problems = refusal(text)
    assert len(problems) == 1
    problem = problems[0]
    assert (problem.file, problem.line, problem.suggestion) == ("a.yaml", line, suggestion)
    assert said in problem.text


def test_an_honest_comment_is_a_comment():
    assert plain_data(load("hint: add up # and divide\ntitle: a # \nb: c #2\n")) == {
        "hint": "add up",
        "title": "a",
        "b": "c",
    }


def test_a_byte_order_mark_and_windows_lines():
    node = load(b"\xef\xbb\xbfa: 1\r\nb: two\r\n")
    assert plain_data(node) == {"a": 1, "b": "two"}
    assert node.key_lines == {"a": 1, "b": 2}


def test_every_line_of_yaml_counts():
    for end in ("\n", "\r\n", "\r", "\x85", "\u2028"):
        assert plain_data(load(f"a: 1{end}b: {{c: d, e: f}}{end}")) == {"a": 1, "b": {"c": "d", "e": "f"}}
        assert refusal(f"a: 1{end}b: {{c: d, e f}}{end}")[0].suggestion == "c: 'd, e f'"


def test_several_at_once():
    assert [problem.line for problem in refusal("a: 1\na: 2\nb: &c 3\nd: !e f\ntitle: g #h\n")] == [2, 3, 4, 5]


def test_files(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_file(tmp_path / "absent.yaml")
    with pytest.raises(UsageError, match="cannot be read"):
        read_file(tmp_path)
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(UsageError, match="larger than"):
        read_file(large)


@pytest.mark.parametrize("text", ["[" * 200_000, "{a: " * 100_000, "- " * 300_000, "? " * 100_000, "a:\n " * 1000])
def test_deep_nesting_is_refused_quickly(text):
    with pytest.raises(GraderError):
        load(text)


# Lines that authors write as the value of a check, an input, a hint; each is read, or refused in a sentence.
TRAPS = [
    "given: {x: {randn: [1..3]}}", "expect: {result: {finite_below: 1e3}}", "expect: {result: {rtol: 1e-5}}",
    "expect: {result: {like: reference, rtol: 1.0e-5}}", "given: {n: 1e4}", "given: {n: $n}", "given: {n: $}",
    "expect: {self.*.grad: {exists: true}}", "expect: {*.grad: {exists: true}}", "expect:\n  *.grad: 1",
    "expect:\n  result[:, 0]: 1", "expect: {result[:, 0]: 1}", "expect: {result[0]: 1}", "expect:\n  result[0]: 1",
    "expect:\n  result[:,0]: 1", "expect:\n  result[0].grad: 1", "expect:\n  result[]: 1", "expect:\n  result[a]: 1",
    "given: {n: >=1}", "given:\n  n: >=1", "given:\n  n: > 1", 'given: {n: ">=1"}', "limits: {seconds: 20x}",
    "given: {grad: on, mode: off}", "given: {on: 1, off: 2}", "let: {yes: 1, no: 2}", "let: {N: 4, Y: 5, n: 1, y: 2}",
    "given: {a: null, b: None, c: ~}", "given: {a: }", "given: {index: 007}", "given: {n: 2_000}",
    "given: {x: {randn: 3:40}}", "limits: 1:30", "given: {p: .25}", "given: {a: .inf, b: inf, c: -inf, d: nan}",
    "limits: {memory: 1GiB}", "limits: {memory: 1 GB}", "given: {x: {randn: [B, H*D]}}", "given: {x: {randn: [B, *]}}",
    "given: {n: min(a, b)}", "expect: {result: {equals: 2 * expected}}", "hint: Note: a mean", "{hint: Note: a mean}",
    "hint: {text: x}", "hint: a weight #3", "hint: `torch.sum` is it", 'hint: "sum" is it', "hint: @ multiplies",
    "hint: % is modulo", "hint: [B, C] is it", "title: x² and 🙃", "expect: {result: true}", "given: {x: 1, x: 2}",
    "given:\n  x: 1\n  x: 2", "source: {forbid: [torch.nn.functional.*]}", 'hint: "a \\d digit"', "hint: 'a \\d digit'",
    "given: {dim: -1, dims: [-2, -1]}", "given: {dim: -n}", "title: 2026-11-22", "points: 1.0", "points: 0.125",
    "given: {a: -0.0, b: -0}", "given: {betas: [0.9, 1e-8]}", "given: {seed: 0x1F, big: 18446744073709551615}",
    "expect: {result: {not: {value: 1}}}", "expect: {raises: !IndexError}", "expect: {raises: IndexError | KeyError}",
    "given: {a: &x 1}", "let: {B: 1~6}", "let: {B: 1-6}", "let: {B: 1...6}", "let: {B: [1..6]}", "given: {?: 1}",
    "given: {at: [0, 5]}", "given: {x: {randn: [..., 3]}}", "expect: {result: {shape: [..., 4]}}",
    "expect: {result: {shape: ...}}", "expect: {all: 3}", "expect: {all: any}", "expect: []", "expect:", "cases: []",
    "cases: {}", "cases: [1]", "cases:", "given: []", "backward: yes", "repeat: 0", "repeat: 1.5", "call: [f, 3]",
]  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_no_trap_ends_in_a_traceback(author, trap):
    body = trap if "call:" in trap else f"call: f\n{trap}"
    try:
        assert author.exercise(f"id: one\n{body}").id == "one"
    except SpecificationError as error:
        assert 1 <= len(error.problems) <= 4
        assert all(problem.line > 3 and problem.text for problem in error.problems)
