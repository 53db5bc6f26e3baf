"""What is said of one mistake each, beyond the golden files: the text that must be in it, and the word suggested."""

import pytest

from grader.spec.words import SYNONYMS

WITH_INPUTS = "call: f\nlet: {n: 2..5, p: 0.1..0.9}\ngiven: {x: {randn: [3]}, k: 2}\n"


@pytest.mark.parametrize(
    ("text", "said", "suggestion"),
    [
        ("call: f\npoints: 0.125", "at most two decimals", "0.12"),
        ("call: f\npoints: -1", "expected a number of points, got the number -1", None),
        ("call: f\nhint: ''", "got an empty text", None),
        ("call: f\nhint: [a, 3]", "expected text, got the number 3", "'3'"),
        ("call: f\nprompt: null", "expected text, got nothing", None),
        ("call: f.g", "expected a name, or a list of names", "f_g"),
        ("class: my-class", "a name of letters, digits and `_`", "my_class"),
        ("call: f\nrepeat: 0", "expected a whole number from 1 to 10,000", None),
        ("call: f\nrepeat: 2.5", "expected a whole number", None),
        ("call: f\nhidden: on", "expected `true` or `false`, got text `on`", "true"),
        ("call: f\nneeds: [a, a]", "holds text `a` twice", None),
        ("call: f\nneeds: [one]", "`one` cannot be reached, because it needs itself: one → one", None),
        ("call: f\nneeds: [no-such]", "no exercise is called `no-such`", None),
        ("id: cuda\ncall: f", "no exercise can be called `cuda`", None),
        ("call: f\nlimits: {seconds: 0}", "expected seconds", None),
        ("call: f\nlimits: {second: 1}", "nothing is called `second`", "seconds"),
        ("call: f\nlimits: {slowdown: 0.5}", "expected a number such as 20, 1 or more", None),
        ("call: f\nlimits: 1:30", "`slowdown` or `operators`, got text `1:30`", None),
        ("call: f\ninit: {a: 1}", "`init` builds the object of a `class`", None),
        ("call: f\nfunction: g", "nothing is called `function`", "call"),
        ("call: f\nshape: [3]", "`shape` belongs to a path in `expect`", None),
        ("call: f\nexercises: []", "`exercises` belongs to the assignment", None),
        ("function: g", "nothing is called `function`", "call"),
        ("call: f\nlet: {B: [1, C]}\ngiven: {x: {randn: [B]}}", "`B` is not a whole number", None),
        ("call: f\nlet: {1b: 3}", "a name of letters, digits and `_`, got `1b`", None),
        ("call: f\nlet: {B: []}", "got an empty list", None),
        ("call: f\nlet: {B: 1..}", "a range with both ends", None),
        ("call: f\nlet: {B: 1..C}", "nothing in `let` is called `C` (there is: B)", None),
        ("call: f\nlet: {mode: sum}", "a fixed text is written `[sum]`", None),
        ("call: f\nlet: {B: 1~6}", "expected a range such as `1..6`", "1..6"),
        ("call: f\nlet: {B: 2 to 6}", "expected a range such as `1..6`", "2..6"),
        ("call: f\nlet: {B: max(1)}", "expected a range such as `1..6`, a list", None),
        ("call: f\nlet: {B: None}", "`None` is text in YAML", "null"),
        ("call: f\nlet: {B: B}", "because it needs itself: B → B", None),
        ("call: f\nlet: {B: $x}\ngiven: {x: 1}", "nothing is called `x` here (there is: B)", None),
        ("call: f\ngiven: {x: {randn: B}}", "expected a shape", "[B]"),
        ("call: f\ngiven: {x: {randn: 3}}", "expected a shape", "[3]"),
        ("call: f\ngiven: {x: {randn: [-1]}}", "expected a size", None),
        ("call: f\nlet: {n: 1..2}\ngiven: {x: {randn: [n*1.5]}}", "arithmetic of them", None),
        ("call: f\ngiven: {x: {randn: [...]}}", "arithmetic of them", None),
        ("call: f\ngiven: {x: {tensor: [[1], [2, 3]]}}", "of one length, got one of 1 and one of 2", None),
        ("call: f\ngiven: {x: {tensor: [1, [2]]}}", "expected rows of one length, got a number and one of 1", None),
        ("call: f\ngiven: {x: {tensor: [1, a]}}", "expected numbers, got text `a`", None),
        ("call: f\ngiven: {x: {tensor: [1, inf]}}", "expected numbers", ".inf"),
        ("call: f\ngiven: {x: {tensor: [1, null]}}", "expected numbers, got nothing", None),
        ("call: f\ngiven: {x: {tensor: [1], requires_grad: true}}", "only floating numbers can require grad", None),
        ("call: f\ngiven: {x: {randn: [1], dtype: int64, requires_grad: true}}", "only floating numbers", None),
        ("call: f\ngiven: {x: {randn: [1], dtype: torch.float64}}", "expected a dtype", "float64"),
        ("call: f\ngiven: {x: {randn: [1], dtype: flaot32}}", "expected a dtype", "float32"),
        ("call: f\ngiven: {x: {randn: [1], from: 0..1}}", "`from` here (there is: randn, dtype,", None),
        ("call: f\ngiven: {x: {rand: [1], from: 0-1}}", "expected a range such as `0..9`", "0..1"),
        ("call: f\ngiven: {x: {rand: [1], low: 0}}", "nothing is called `low`", "from"),
        ("call: f\ngiven: {x: {rand: [1], from: 0..}}", "a range with both ends", None),
        ("call: f\ngiven: {x: {randint: [1], from: 0..1.5}}", "a range of whole numbers", None),
        ("call: f\ngiven: {x: {full: [1]}}", "`full` needs `from` beside it", None),
        ("call: f\ngiven: {x: {full: [1], from: $q}}", "nothing in `let` is called `q`", None),
        ("call: f\ngiven: {x: {arange: [3], from: 0..9}}", "where `arange` begins", None),
        ("call: f\ngiven: {x: {python: 3}}", "a Python literal in quotes", "'3'"),
        ("call: f\ngiven: {x: {python: '{1, 2}'}}", "got a set", None),
        ("call: f\ngiven: {x: {python: '...'}}", "got ...", None),
        ("call: f\ngiven: {x: {python: '[' }}", "expected a Python literal", None),
        ("call: f\ngiven: {x: {tuple: 3}}", "expected a list of values", "[3]"),
        ("call: f\ngiven: {x: {class: nn Linear}}", "expected a class such as", "nn_Linear"),
        ("call: f\ngiven: {x: {dtype: int64}}", "a value in braces needs a maker", None),
        ("call: f\ngiven: {x: {}}", "expected a value, got an empty map", None),
        ("call: f\ngiven: {x: {uniform: [3]}}", "nothing is called `uniform`", "rand"),
        ("call: f\ngiven: {x: {randn: [3], as: numy}}", "expected `list` or `tuple`", "numpy"),
        ("call: f\ngiven: {x: {file: data.pt}}", "expected a file such as `points.npy`", None),
        ("call: f\ngiven: {x: $}", "expected a name after the dollar", None),
        ("call: f\ngiven: {x: $x}", "`x` cannot be made, because it needs itself: x → x", None),
        ("call: f\ngiven: {x: $result}", "`result` is not there yet", None),
        ("class: C\ngiven: {x: $self.weight}", "`self` is not there yet", None),
        ("call: f\nlet: {n: 1..2}\ngiven: {x: $n.0}", "`n` is drawn and has no parts", "$n"),
        ("call: f\ngiven: {my-x: 1}", "a name of letters, digits and `_`, got `my-x`", "my_x"),
        ("call: f\ngiven: [1]", "expected names with values, got a list", None),
        ("call: f\nset: {self.weight: {zeros: same}}", "there is no `self` here", None),
        ("class: C\nset: {self: 1}", "`self` as a whole cannot be set", None),
        ("class: C\nset: {'self.weight[0]': 1}", "a slice cannot be set", "self.weight"),
        ("class: C\nset: {weight: 1}", "nothing is called `weight` here (there is: self)", None),
        (WITH_INPUTS + "backward: randm", "expected `random`, `ones` or numbers", "random"),
        (WITH_INPUTS + "backward: true", "expected `random`, `ones` or numbers", None),
        (WITH_INPUTS + "backward: {reslt: random}", "nothing is called `reslt`", "result"),
        (WITH_INPUTS + "backward: {x.grad: random}", "not at a gradient", "result"),
        (WITH_INPUTS + "expect: referense", "expected `reference`, or paths with checks", "reference"),
        (WITH_INPUTS + "expect: {}", "got an empty map", None),
        (WITH_INPUTS + "expect: [1]", "expected `reference`, or paths with checks, got a list", None),
        (WITH_INPUTS + "expect: {all: 3}", "expected `reference`, got the number 3", None),
        (WITH_INPUTS + "expect: {all: {shape: [3]}}", "nothing is called `shape` here", None),
        (WITH_INPUTS + "expect: {all.grad: 1}", "`all` has no parts", "all"),
        (WITH_INPUTS + "expect: {result: referense}", "a text to compare with here", "reference"),
        (WITH_INPUTS + "expect: {result: {}}", "got an empty map", None),
        (WITH_INPUTS + "expect: {result: {like: referense}}", "nothing is called `referense`", "reference"),
        (WITH_INPUTS + "expect: {result: {like: kk}}", "nothing is called `kk`", "k"),
        (WITH_INPUTS + "expect: {result: {like: 'torch.sum()'}}", "expected a name of torch", "torch.sum"),
        (WITH_INPUTS + "expect: {result: {shape: [q]}}", "nothing in `let` is called `q`", None),
        (WITH_INPUTS + "expect: {result: {shape: [p]}}", "`p` is not a whole number", None),
        (WITH_INPUTS + "expect: {result: {shape: [n], dtype: float}}", "expected `float32`, a list", "float32"),
        (WITH_INPUTS + "expect: {result: {type: torch.tensor}}", "is no type of Python", "torch.Tensor"),
        (WITH_INPUTS + "expect: {result: {value: $q}}", "nothing is called `q` here", None),
        (WITH_INPUTS + "expect: {result: {value: {python: q}}}", "expected a Python literal", None),
        (WITH_INPUTS + "expect: {result: {value: {tensor: [[1], [2, 3]]}}}", "expected rows of one length", None),
        (WITH_INPUTS + "expect: {result: {value: 1, rtol: -1}}", "expected a number, 0 or more", None),
        (WITH_INPUTS + "expect: {result: nan}", "`nan` is text in YAML", ".nan"),
        (WITH_INPUTS + "expect: {result: {finite: yes}}", "got text `yes`", "true"),
        (WITH_INPUTS + "expect: {raises: IndexError}", "`raises` is an exception", "{type: IndexError}"),
        (WITH_INPUTS + "expect: {raises: [A, B]}", "`raises` is an exception", "{type: [A, B]}"),
        (WITH_INPUTS + "expect: {result: {at: [0, 5]}}", "a slice of a tensor stands in its path", '"result[0, 5]"'),
        (WITH_INPUTS + "expect: {x.grad: {not: {at: 0}}}", "a slice of a tensor stands in its path", '"x.grad[0]"'),
        (WITH_INPUTS + "expect: {'x[0]': {at: 0}}", "a slice of a tensor stands in its path", None),
        (WITH_INPUTS + "expect: {result: 2*n}", "write `m: 2*n` in `let`, or `'2*n'` if text", "$m"),
        (WITH_INPUTS + "expect: {result: {value: {tuple: [n+1]}}}", "a value is not calculated", "$m"),
        (WITH_INPUTS + "cases: [{given: {k: -$n}}]", "write `m: -n` in `let`", "$m"),
        (WITH_INPUTS + "cases: [{given: {k: '$n+1'}}]", "write `m: n+1` in `let`, or `$$n+1` if text", "$m"),
        ("call: f\nlet: {m: 1..3, s: [-m, m]}", "write `m_: -m` in `let`", "$m_"),
        ("call: f\nmistakes: []", "a mistake is a file, `reference/<name>/wrong/<mistake>.py`", None),
        ("call: f\nlimits: {timeout: 3x}", "a multiple of the reference's own time is `slowdown`", "slowdown: 3"),
        ("call: f\nlimits: {slowdown: 3x}", "expected a number such as 20", "3"),
        (WITH_INPUTS + "expect: {raises: {shape: [1]}}", "`raises` is an exception", None),
        (WITH_INPUTS + "expect: {calls.step: 0..1}", "`0..1` is a text to compare with here", "{between: 0..1}"),
        (WITH_INPUTS + "expect: {result: -1.5..n}", "`-1.5..n` is a text to compare with", "{between: -1.5..n}"),
        (WITH_INPUTS + "expect: {result: 2..}", "`2..` is a text to compare with here", "{between: 2..}"),
        (WITH_INPUTS + "expect: {result: {not: ..5}}", "`..5` is a text to compare with here", "{between: ..5}"),
        (WITH_INPUTS + "expect: {result: {value: 0..1}}", "is checked by `between: 0..1`", None),
        ("id: one\n" + WITH_INPUTS + "source: {forbid: [sofmax]}", "nothing of torch or Python is", "softmax"),
        (WITH_INPUTS + "source: {require: [torch.einsumm]}", "is called `torch.einsumm`", "torch.einsum"),
        (WITH_INPUTS + "laws: {gradcheck: true}", "it needs `backward` beside it", None),
        (WITH_INPUTS + "laws: {splits: {of: x, dim: 5, parts: [1, 2]}}", "`x` has 1 axis, and no dim 5", None),
        (WITH_INPUTS + "laws: {permutes: {of: x, dim: -2}}", "`x` has 1 axis, and no dim -2", None),
        ("call: f\ngiven: {x: {tensor: [[1, 2]]}}\nlaws: {causal: {of: x, dim: 2}}", "has 2 axes, and no dim 2", None),
        ("call: f\ngiven: {x: 3}\nsteps: {a: {given: {x: $x}}}\nlaws: {round_trip: [f, g]}",
         "`round_trip` is about a single call, and this case has steps", None),
        (WITH_INPUTS + "set: {x.foo: 3}", "`x` is a tensor, of which only its gradient can be set", "x.grad"),
        (WITH_INPUTS + "set: {x.grad.foo: 3}", "only its gradient can be set", "x.grad"),
        ("call: f\ngiven: {x: {ones: [2]}}\nsteps: {a: {given: {x: $x}, set: {x.foo: 1}}}", "is a tensor", "x.grad"),
        (WITH_INPUTS + "mode: eval", "`mode` is a module's, and this case has none", None),
        (WITH_INPUTS + "expect: {stdot: hello}", "nothing is called `stdot`", "stdout"),
        (WITH_INPUTS + "expect: {output: 1}", "nothing is called `output`", "result"),
        (WITH_INPUTS + "expect: {'*.grad': {exists: true}}", "a path begins with a name", None),
        (WITH_INPUTS + "expect: {'result[0].grad': 1}", "expected a path such as", "result.0.grad"),
        (WITH_INPUTS + "expect: {'result[a]': 1}", "expected an index or a slice", None),
        ("call: f\ncases: []", "got an empty list", None),
        ("call: f\ncases: {t: 3}", "expected a list of values for this name", "[3]"),
        ("call: f\ncases: [{title: a, title: b}]", "stands twice", None),
        ("call: f\ncases: [{points: 1}, {title: b}]", "where one case has points, all have", None),
        ("call: f\ncases: {t: [$q]}", "nothing is called `q`", None),
    ],
)  # fmt: skip
def test_one_mistake(author, text, said, suggestion):
    actual, suggested = author.refusal(text)
    assert said in actual
    assert suggested == suggestion


def test_all_at_once(author):
    text = (
        "format: 1\nsubmision: work.py\nexercises:\n"
        "  - id: one\n    call: f\n    points: x\n    let: {B: 1-6}\n    given: {a: {randn: [B, C]}, b: {zero: [2]}}\n"
        "    expect: {reslt: 1, a: {shpae: [2]}}\n"
        "  - id: two\n    needs: [onee]\n    args: {x: 1}\n    laws: 3\n"
        "    cases:\n      - {title: x, given: {x: $y}}\n      - {title: x}\n"
        "  - 3\n"
    )
    found = author.problems(lambda: author.assignment(text))
    assert [(line, path, suggestion) for line, path, _, suggestion in found] == [
        (2, "", "submission"),
        (6, "one.points", None),
        (7, "one.let.B", "1..6"),
        (8, "one.given.a.randn[1]", None),
        (8, "one.given.b", "zeros"),
        (9, "one.expect", "result"),
        (9, "one.expect.a", "shape"),
        (10, "two", None),
        (11, "two.needs[0]", "one"),
        (12, "two", "given"),
        (13, "two.laws", None),
        (15, "two.cases[0].given.x", None),
        (16, "two.cases[1].title", None),
        (17, "exercises[2]", None),
    ]


def test_a_mistake_that_all_cases_inherit_is_one(author):
    text = "call: f\ngiven: {x: {randn: [B]}}\nexpect: {reslt: 1}\ncases: [{title: a}, {title: b}, {title: c}]"
    found = author.problems(lambda: author.exercise(text))
    assert [(line, path) for line, path, *_ in found] == [(6, "one.given.x.randn[0]"), (7, "one.expect")]


@pytest.mark.parametrize(
    "text",
    [
        "call: f\nargs: {x: 1}\nexpect: {x.grad: 1, result: {is: x}}\nset: {x.a: 1}",
        "call: f\ngiven: [1]\nexpect: {x.grad: 1}",
        "call: f\ndims: {B: 1..3}\ngiven: {x: {randn: [B]}}",
        "call: f\nlet: 3\ngiven: {x: {randn: [B]}, n: $B}",
        "module: C\nset: {self.w: 1}\nexpect: {self.w: 1}",
        "class: my-class\nset: {self.w: 1}\nexpect: {self.w: 1}",
        "call: f\ngiven: {x: $n}\nvariations: {n: [1, 2]}",
        "call: f\ngiven: {x: {zero: [2]}}\nexpect: {x.grad: 1}",
        "call: f\ncases: [{given: [1]}]\nexpect: {x.grad: 1}",
        "call: f\nexpect: {result: {lik: reference, rtol: 1}}",
        "call: f\nexpect: {result: {zzz: 0..1, rtol: 1}}",
        "call: f\nexpect: {all: {lik: reference}}",
        "stepz: {a: {call: f}}\nexpect: {a: 1}",
        "steps: {a: {cal: f}}\nexpect: {a: 1}",
        "class: C\nsteps: 3\nbackward: {a: random}\ncases: [{expect: {a: 1}}]",
        "class: C\ncases: [{stepz: {a: {call: f}}, expect: {a: 1}}]",
        "class: C\nsteps: {a: {given: {x: $q}}, b: {given: {x: $a}}}\nexpect: {b: {like: a}}",
        "call: f\nlaws: 3\nexpect: {result: 1}",
        "call: f\nexpect: {result: {value: {tensr: 3}, rtol: 1}}",
    ],
)
def test_no_mistake_drags_others_behind_it(author, text):
    author.refusal(text)


def test_a_name_that_one_case_lacks(author):
    text = "call: f\ngiven: {x: $limit}\ncases: [{title: a, let: {limit: 1}}, {title: b}]"
    assert author.refusal(text) == ("nothing is called `limit` here (there is: x)", None)


def test_synonyms_are_no_words():
    for table in SYNONYMS.values():
        assert not set(table) & set(table.values())


def test_what_looks_like_a_range_may_be_a_text(author):
    for text in ("'0..1'", "a..b", "and so on..", "../x"):
        (check,) = author.exercise(f"call: f\nexpect: {{result: {text}}}").cases[0].checks
        assert check.argument == text.strip("'")


@pytest.mark.parametrize(
    "text",
    [
        "call: f\ngiven: {x: {randn: [3]}}\nbackward: random\nlaws: {gradcheck: true}",
        "call: f\ngiven: {x: {randn: [3, 4]}}\nlaws: {splits: {of: x, dim: -2, parts: [1, 2]}}",
        "call: f\ngiven: {x: 3}\nexpect: {raises: {type: ValueError}}\nlaws: {gradcheck: true}",
        "call: f\ngiven: {x: $y, y: {randn: [3]}}\nlaws: {causal: {of: x, dim: 0}}",
        "call: f\ngiven: {x: {randn: [3]}}\nset: {x.grad: {randn: same}}",
        "call: f\ngiven: {x: {file: a.npy}, y: {call: g}}\nset: {y.foo: 3}",
        "class: C\nmode: eval",
        "call: f\ngiven: {m: [{class: torch.nn.Dropout}]}\nmode: eval",
        "given: {n: 3}\nsteps: {m: {call: build}, y: {call: f, given: {m: $m}}}\nmode: eval",
    ],
)
def test_what_fits_its_case(author, text):
    for name, content in (("a.npy", ""), ("inputs.py", "def g(): ...")):
        (author.file.parent / name).write_text(content)
    author.exercise(text)
