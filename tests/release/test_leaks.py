"""No answer is in a students' copy: a release that would hold one is refused, and no file of a copy tells one.

Three detectors look through every file: for words, for code whatever it is called, and for numbers in any form. What
they must find is planted, so that they are known to see.
"""

from __future__ import annotations

import ast
import gzip
import re
import shutil
import textwrap
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import yaml

from grader.errors import UsageError
from grader.model.spec import Case, Exercise, Limits, Step
from grader.pipeline.overlays import Overlay, overlays
from grader.pipeline.references import References
from grader.release.answers import Answer, find_answers
from grader.release.release import release
from grader.sandbox import Runner, Source
from grader.spec import assignment_file, find_course, load_assignment
from grader.spec.own import forget_own
from grader.spec.starter import starter_files

SHIPPED = Path(__file__).parents[2]
NAMES = tuple(file.parent.name for file in sorted(SHIPPED.glob("assignments/*/assignment.yaml")))
SPECIFICATION = """\
format: 1
title: Sums
submission: sums.py
exercises:
  - id: shifted  # a secret comment
    prompt: Return x, and what is asked for, together.
    call: shifted
    cases:
      - {title: by hand, given: {x: {tensor: [3.25, 7.5]}}}
      - {title: a secret case, hidden: true, given: {x: {tensor: [13.25, 1772.5]}}}
      - {title: a secret case in double, hidden: true, given: {x: {tensor: [911.375, 40.75], dtype: float64}}}
  - id: counted
    prompt: Return what has come so far.
    call: counted
    cases:
      - {title: by hand, given: {x: {tensor: [31337, 77701]}}}
      - {title: a secret case, hidden: true, given: {x: {tensor: [740913, 5520481]}}}
  - id: scaler
    prompt: Write the layer.
    class: Scaler
    init: {width: 2}
    cases:
      - {title: a few, given: {x: {randn: [3, 2]}}}
      - {title: a secret case, hidden: true, given: {x: {tensor: [[211.5, 323.25]]}}}
  - id: secret-mean
    prompt: a secret prompt
    hidden: true
    call: secret_mean
    given: {x: {tensor: [171.375, 2.0]}}
"""
SOLUTION = '''\
"""The answers."""

import torch
from torch import Tensor, nn

OFFSET = 1.0
# BEGIN SOLUTION
SECRET_SCALE = 0.640625
PHRASE = "a secret phrase"


def secret_helper(values: Tensor) -> Tensor:
    """What is a secret too."""
    centred = values - OFFSET
    return centred * SECRET_SCALE
# END SOLUTION


def flattened(values: Tensor) -> Tensor:
    """Return all values in one row. You may use it."""
    return values.reshape(-1)


def shifted(x: Tensor) -> Tensor:
    """Return x, and what is asked for, together."""
    # BEGIN SOLUTION
    # a secret remark
    secret_row = flattened(x)
    return secret_helper(secret_row) + secret_row
    # END SOLUTION


def counted(x: Tensor) -> Tensor:
    """Return what has come so far."""
    # BEGIN SOLUTION
    return x.cumsum(0)
    # END SOLUTION


class Scaler(nn.Module):
    """Each feature has a factor."""

    def __init__(self, width: int) -> None:
        super().__init__()
        # BEGIN SOLUTION
        self.factors = nn.Parameter(torch.ones(width))
        # END SOLUTION

    def forward(self, x: Tensor) -> Tensor:
        """Return the sums."""
        # BEGIN SOLUTION
        secret_products = x * self.factors
        return secret_products.sum(dim=-1)
        # END SOLUTION


def secret_mean(x: Tensor) -> Tensor:
    """A secret docstring."""
    # BEGIN SOLUTION
    weights = torch.arange(len(x)) + 1.0
    return (x * weights).mean()
    # END SOLUTION
'''
WRONG = '''\
"""You took away the shift: add it."""
# diagnosis: none, which is a secret


def shifted(x):
    secret_slip = x.flatten() - 0.515625
    return secret_slip * 1.0
'''
ALSO = '''\
"""The same by hand, which is a secret."""

import torch


def counted(x):
    secret_totals = [x[: end + 1].sum() for end in range(len(x))]
    return torch.stack(secret_totals)
'''
STARTER = """\
from torch import Tensor, nn


def flattened(values):
    return values.reshape(-1)


def shifted(x): raise NotImplementedError
def counted(x): raise NotImplementedError
def secret_mean(x): raise NotImplementedError
class Scaler(nn.Module):
    def __init__(self, width):
        super().__init__()
        raise NotImplementedError
"""
COUNTED = "def counted(x): raise NotImplementedError\n"


def told(*numbers: float) -> list[float]:
    """What the reference answers to ``numbers`` in `shifted`."""
    return [(number - 1.0) * 0.640625 + number for number in numbers]


# Every number of a hidden case that is like no other, and what the reference makes of it.
HIDDEN = (13.25, 1772.5, 911.375, 40.75, 211.5, 323.25, 171.375, *told(13.25, 1772.5, 911.375, 40.75), 87.6875)
HIDDEN_WHOLE = (740913, 5520481, 740913 + 5520481)


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)


def write_course(root: Path) -> None:
    write(
        root,
        {
            "course.yaml": 'format: 1\ntitle: Sums\nreference: reference\ntorch: ">=2.4"\n',
            "assignments/sums/assignment.yaml": SPECIFICATION,
            "assignments/sums/plots.py": "def drawn(x):\n    return x.tolist()\n",
            "reference/sums/solution.py": SOLUTION,
            "reference/sums/wrong/averages.py": WRONG,
            "reference/sums/also/sideways.py": ALSO,
        },
    )


def released(root: Path, folder: Path, runner: Runner) -> Path:
    release(find_course(root), ["sums"], [folder], runner, lambda _: None)
    return folder


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Path]:
    write_course(tmp_path / "course")
    yield tmp_path / "course"
    forget_own()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, fork: Runner) -> Iterator[Path]:
    """Released once; nothing in it is changed."""
    root = tmp_path_factory.mktemp("leaks")
    write_course(root / "course")
    yield released(root / "course", root / "copy", fork)
    forget_own()


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file by its path from ``folder``, unpacked."""
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        content = file.read_bytes()
        yield file.relative_to(folder).as_posix(), gzip.decompress(content) if file.suffix == ".gz" else content


# Words: identifiers, comments and texts of what stays behind all have one of these.
WORDS = (b"secret", b"solution\n", b"phrase", b"centred", b"sideways", b"begin solution")


def has_words(_: str, content: bytes) -> bool:
    return any(word in content.lower() for word in WORDS)


# Code: each statement for itself, with all names in it counted instead of spelled.
class Uncalled(ast.NodeTransformer):
    """Code without annotations, docstrings, and what anything in it is called."""

    def __init__(self) -> None:
        self._order: dict[str, int] = {}

    def _number(self, name: str) -> str:
        return f"_{self._order.setdefault(name, len(self._order))}"

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self._number(node.id), ast.Load())

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(self._number(node.arg))

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        return self.visit(ast.Assign([node.target], node.value or ast.Constant(None)))


def uncalled(statement: ast.stmt) -> str:
    return ast.dump(Uncalled().visit(ast.parse(ast.unparse(statement)).body[0]))


def is_trivial(statement: ast.stmt) -> bool:
    """Whether anybody writes it: a definition's head, an import, a text, `return x`, a name alone."""
    heads = ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom | ast.Pass | ast.Raise
    value = getattr(statement, "value", None)
    is_plain = isinstance(statement, ast.Expr | ast.Return) and isinstance(value, ast.Constant | ast.Name)
    return isinstance(statement, heads) or is_plain or ast.unparse(statement) == "super().__init__()"


def statements(tree: ast.AST) -> set[str]:
    return {uncalled(each) for each in ast.walk(tree) if isinstance(each, ast.stmt) and not is_trivial(each)}


def parsed(text: str) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(textwrap.dedent(text))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def bodies(text: str) -> set[str]:
    """What is done in the functions of ``text``, but in `flattened`, which is given."""
    functions = [each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.FunctionDef)]
    return set[str]().union(*(statements(each) for each in functions if each.name != "flattened"))


SECRET_CODE = bodies(SOLUTION) | bodies(WRONG) | bodies(ALSO)


def texts(node: object) -> Iterator[str]:
    """Every text in what a YAML or JSON file holds."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        yield from (text for pair in node.items() for each in pair for text in texts(each))
    elif isinstance(node, Sequence):
        yield from (text for each in node for text in texts(each))


def snippets(path: str, content: bytes) -> Iterator[str]:
    """All in a file that may be Python: the whole, what is fenced or quoted in it, and each line."""
    text = content.decode("utf-8", "replace")
    yield text
    if path.endswith((".yaml", ".yml", ".json")):
        yield from texts(yaml.safe_load(text))
    yield from re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    yield from (part.strip(" \t#->*") for part in re.split(r'[\n"`#\x00-\x08]|\\n|\\"', text))


def has_code(path: str, content: bytes) -> bool:
    trees = (parsed(text) for text in dict.fromkeys(snippets(path, content)))
    return any(not SECRET_CODE.isdisjoint(statements(tree)) for tree in trees if tree is not None)


# Numbers: in single and double precision, as whole numbers, and as they are written.
def forms(number: float) -> list[bytes]:
    kinds = ("<i4", "<i8") if isinstance(number, int) else ("<f4", "<f8")
    return [np.array(number, kind).tobytes() for kind in kinds]


def is_written(number: float, content: bytes) -> bool:
    return re.search(rb"(?<![\w.])" + re.escape(repr(number).encode()) + rb"(?![\w])", content) is not None


def has_number(number: float, content: bytes) -> bool:
    return is_written(number, content) or any(form in content for form in forms(number))


def has_numbers(_: str, content: bytes) -> bool:
    return any(has_number(number, content) for number in (*HIDDEN, *HIDDEN_WHOLE))


DETECTORS: Mapping[str, Callable[[str, bytes], bool]] = {"words": has_words, "code": has_code, "numbers": has_numbers}


def leaks(folder: Path) -> set[tuple[str, str]]:
    """What is found, and in which file."""
    return {(kind, path) for path, content in contents(folder) for kind, has in DETECTORS.items() if has(path, content)}


def test_no_file_of_a_copy_tells_an_answer(copy: Path) -> None:
    assert {Path(path).suffix for path, _ in contents(copy)} >= {".py", ".yaml", ".yml", ".json", ".md", ".gz"}
    assert leaks(copy) == set()


# Each is put into a copy under its path, and must be found for this reason and no other.
RENAMED = "def mine(a):\n    b: object = flattened(a)\n    return secret_helper(b) + b\n".replace("secret_", "")
PLANTS = [
    ("words", "notes.txt", "see SECRET_SCALE"),
    ("words", "assignments/sums/expected/0/x.gz", gzip.compress(b"\x00# a secret remark\x00", mtime=0)),
    ("words", "sums2.py", "# BEGIN SOLUTION\n"),
    ("code", "demo.py", RENAMED),
    ("code", "demo.py", "def other(y):\n    if y is None:\n        return y\n    return y.cumsum(0)\n"),
    (
        "code",
        "demo.py",
        "class A:\n    def f(self, width: int):\n        self.factors = nn.Parameter(torch.ones(width))\n",
    ),
    ("code", "demo.py", "def wrong(y):\n    z = y.flatten() - 0.515625\n"),
    ("code", "demo.py", "def also(y):\n    z = [y[: e + 1].sum() for e in range(len(y))]\n"),
    ("code", "demo.py", "weights = torch.arange(len(x)) + 1.0\n"),
    ("code", "docs/task.md", f"Do it so:\n\n```python\n{RENAMED}```\n"),
    ("code", "docs/task.md", "It is `return x.cumsum(0)`, of course.\n"),
    ("code", "course2.yaml", "hint: |\n  def f(a):\n      return a.cumsum(0)\n"),
    ("code", "settings.json", '{"a": [{"b": "def f(a):\\n    return a.cumsum(\\n  0)"}]}'),
    ("code", "course2.yaml", "a: 1  # return a.cumsum(0)\n"),
    ("code", "x.gz", gzip.compress(b'\x01\x07{"text":"x\\n    return a.cumsum(0)\\n"}\x00', mtime=0)),
    ("numbers", "x.gz", gzip.compress(b"\x07\x01" + np.array([13.25, 1772.5], "<f4").tobytes(), mtime=0)),
    ("numbers", "x.bin", b"\x07\x01\x02" + np.array(told(911.375), "<f8").tobytes()),
    ("numbers", "x.bin", np.array(740913 + 5520481, "<i8").tobytes()),
    ("numbers", "x.json", "[171.375, 2]"),
    ("numbers", "x.yaml", f"expect: {told(1772.5)[0]}\n"),
    ("numbers", "x.md", "The first are 740913 and more."),
]


@pytest.mark.parametrize(("kind", "path", "content"), PLANTS, ids=range(len(PLANTS)))
def test_what_is_planted_is_found(kind: str, path: str, content: str | bytes, copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(copy / "assignments", folder / "assignments")
    write(folder, {path: content})
    assert leaks(folder) == {(kind, path)}


def test_tapes_hold_the_answers_to_visible_cases_and_of_what_was_asked_a_digest(copy: Path) -> None:
    """Students are graded by the answers to what they see. Such answers are nowhere else."""
    of = {"shifted": told(3.25, 7.5), "counted": [31337 + 77701]}
    for path, content in contents(copy):
        for name, answers in of.items():
            is_tape = re.fullmatch(rf"assignments/sums/expected/[01]/{name}\.gz", path) is not None
            assert [has_number(answer, content) for answer in answers] == [is_tape] * len(answers), path
        if path.endswith(".gz"):
            assert re.search(rb'"solution\\",?.*?[0-9a-f]{64} \d', content), path


@dataclass(frozen=True)
class Refused:
    """Files of the course that are changed, and what is said of them."""

    files: Mapping[str, str]
    said: str


SOLVED = "def counted(numbers):\n    '''So far.'''\n    return numbers.cumsum(0)\n"
AT = "assignments/sums/starter.py"
REFUSED = {
    "marks were forgotten": Refused(
        {
            "reference/sums/solution.py": SOLUTION.replace(
                "    # BEGIN SOLUTION\n    return x.cumsum(0)\n    # END SOLUTION\n", "    return x.cumsum(0)\n"
            )
        },
        "`sums` cannot be released: reference/sums/solution.py:33: the starter that is made from it would hold the "
        "answer to `counted`: put `# BEGIN SOLUTION` and `# END SOLUTION` around what students write",
    ),
    "the starter has it": Refused(
        {AT: STARTER.replace(COUNTED, SOLVED)},
        f"`sums` cannot be released: {AT}:9: the starter holds the answer to `counted`: leave the body out, and write "
        "`raise NotImplementedError`",
    ),
    "the starter has another right answer": Refused(
        {AT: STARTER.replace(COUNTED, ALSO[ALSO.index("def") :].replace("secret_totals", "found"))},
        f"{AT}:9: the starter holds the answer to `counted`",
    ),
    "the starter has a hidden answer": Refused(
        {AT: STARTER + "".join(SOLUTION[SOLUTION.index("\n\ndef secret_mean") :].splitlines(keepends=True))},
        f"{AT}:17: the starter holds the answer to `secret_mean`",
    ),
    "a provided file has it": Refused(
        {"assignments/sums/plots.py": "\n" + SOLVED},
        "assignments/sums/plots.py:2: this provided file holds the answer to `counted`: take it out of there",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_release_with_an_answer_is_refused(name: str, course: Path, tmp_path: Path, fork: Runner) -> None:
    write(course, REFUSED[name].files)
    with pytest.raises(UsageError, match=re.escape(REFUSED[name].said)):
        released(course, tmp_path / "copy", fork)
    assert not (tmp_path / "copy").exists()


def test_what_is_a_wrong_answer_may_be_where_students_begin(course: Path, tmp_path: Path, fork: Runner) -> None:
    """They look for the mistake in it."""
    slip = WRONG[WRONG.index("def") :]
    write(course, {AT: STARTER.replace("def shifted(x): raise NotImplementedError\n", slip)})
    assert (released(course, tmp_path / "copy", fork) / "sums.py").read_text().count("0.515625") == 1


def asked(name: str, class_name: str | None = None, steps: tuple[str, ...] = (), withdrawn: str = "") -> Exercise:
    called = tuple(Step(each, (each,), ()) for each in steps)
    case = Case(None, None, False, (), (), (), (), "train", (), 1, True, (), steps=called)
    calls = (name,) if name else ()
    return Exercise("a", "", "", (), 1.0, (), False, calls, class_name, (case,), Limits(), withdrawn=withdrawn)


F = "def f(x, y):\n    total = x + y\n    return total * 2\n"
SHORT = "def f(x):\n    return x.sum()\n"
CLASS = """\
class A(B):
    def __init__(self, n):
        super().__init__()
        self.n = n
    def forward(self, x):
        return x * self.n
"""
FORWARD = "        return x * self.n\n"
STUB = "def f(x, y): raise NotImplementedError\n"
# The exercise, what the solution has, what students get, and whether that is the answer.
TABLE = {
    "equal": (asked("f"), F, F, True),
    "annotated and documented": (
        asked("f"),
        F,
        'def f(x: int, y: "int") -> int:\n    """Doubled."""\n    total: int = x + y\n    return total * 2\n',
        True,
    ),
    "arguments and variables renamed": (asked("f"), F, F.replace("x", "a").replace("total", "c"), True),
    "arguments exchanged": (asked("f"), SHORT.replace("(x)", "(x, y)"), SHORT.replace("(x)", "(y, x)"), False),
    "nested names renamed": (
        asked("f"),
        "def f(x):\n    def g(y):\n        return y\n    return [g(z) for z in x]\n",
        "def f(a):\n    def h(b):\n        return b\n    return [h(c) for c in a]\n",
        True,
    ),
    "another function called": (asked("f"), "def f(x):\n    return g(x)\n", "def f(x):\n    return h(x)\n", False),
    "another keyword": (asked("f"), "def f(x):\n    return g(x=x)\n", "def f(a):\n    return g(a=a)\n", False),
    "another number": (asked("f"), F, F.replace("2", "2.0"), False),
    "moved into another branch": (
        asked("f"),
        "def f(x):\n    if x:\n        g()\n        h()\n",
        "def f(x):\n    if x:\n        g()\n    else:\n        h()\n",
        False,
    ),
    "under another name": (asked("f"), F, F.replace("f(", "solved("), True),
    "a line that anybody writes, under another name": (asked("f"), SHORT, SHORT.replace("f(", "g("), False),
    "the line under its name": (asked("f"), SHORT, SHORT, True),
    "within another function": (asked("f"), F, f"def demo():\n{textwrap.indent(F, '    ')}", True),
    "not yet after it": (asked("f"), F, F + "    raise NotImplementedError\n", True),
    "a part of it": (asked("f"), F, "def f(x, y):\n    total = x + y\n    raise NotImplementedError\n", False),
    "documented alone": (asked("f"), 'def f(x):\n    """Nothing."""\n', 'def f(x):\n    """Nothing."""\n', False),
    "pass": (asked("f"), "def f(x): pass\n", "def f(x): pass\n", False),
    "dots": (asked("f"), "def f(x): ...\n", "def f(x): ...\n", False),
    "not written": (asked("f"), STUB, STUB, False),
    "not written, with a reason": (asked("f"), STUB, 'def f(x): raise NotImplementedError("yours")\n', False),
    "a function given beside it": (asked("f"), F + SHORT.replace("f(", "g("), STUB + SHORT.replace("f(", "g("), False),
    "a function that steps call is given": (
        asked("f", steps=("g",)),
        F + SHORT.replace("f(", "g("),
        STUB + SHORT,
        False,
    ),
    "all that steps call is given": (asked("", steps=("f", "g")), F + SHORT.replace("f(", "g("), F + SHORT, False),
    "each that steps call": (
        asked("", steps=("f", "g")),
        F + SHORT.replace("f(", "g("),
        F + SHORT.replace("f(", "g("),
        True,
    ),
    "withdrawn": (asked("f", withdrawn="It was wrong."), F, F, False),
    "a class": (asked("", "A"), CLASS, CLASS.replace("x", "rows"), True),
    "a class with the beginning given": (
        asked("", "A"),
        CLASS,
        CLASS.replace(FORWARD, "        raise NotImplementedError\n"),
        False,
    ),
    "a class without a method": (asked("", "A"), CLASS, CLASS[: CLASS.index("    def forward")], False),
    "a class with more": (asked("", "A"), CLASS, CLASS + "    def extra_repr(self):\n        return ''\n", True),
    "a class without `super().__init__()`": (
        asked("", "A"),
        CLASS,
        CLASS.replace("        super().__init__()\n", ""),
        True,
    ),
    "a class that says what its parent gets": (
        asked("", "A"),
        "class A(B):\n    def __init__(self, n):\n        super().__init__(n, 2 * n)\n",
        "class A(B):\n    def __init__(self, n):\n        super().__init__()\n",
        False,
    ),
    "a class under another name": (asked("", "A"), CLASS, CLASS.replace("A", "Solved"), True),
    "attributes of a class": (asked("", "A"), "class A:\n    n = 2\n", "class A:\n    n: int = 2\n", True),
    "no attributes of a class": (asked("", "A"), "class A:\n    n: int\n", "class A:\n    n: int\n", False),
    "no Python": (asked("f"), F, "def f(:\n", False),
    "not even a text": (asked("f"), F, "\0" + F, False),
    "nested too deep": (asked("f"), F, f"def f(x):\n    return {'-' * 3000}x\n", False),
    "not solved": (asked("f"), "", F, False),
}


@pytest.mark.parametrize("name", TABLE)
def test_an_answer_is_found_whatever_it_is_called(name: str) -> None:
    exercise, solution, given, is_found = TABLE[name]
    found = list(find_answers([exercise], [[("solution.py", solution.encode())]], {"starter.py": given.encode()}))
    assert bool(found) == is_found


def test_an_answer_says_where_it_is() -> None:
    given = {"a.py": b"", "b.py": b"\n\n" + F.encode()}
    solution = [("solution.py", b"\n" + F.encode())]
    assert list(find_answers([asked("f")], [solution, solution], given)) == [Answer("f", 2, "b.py", 3)]


def test_of_two_definitions_the_last_counts_and_of_two_files_the_first() -> None:
    laid_over = [("a.py", (F + SHORT).encode()), ("b.py", F.encode())]
    assert not list(find_answers([asked("f")], [laid_over], {"starter.py": F.encode()}))
    assert list(find_answers([asked("f")], [laid_over], {"starter.py": SHORT.encode()}))


@pytest.mark.parametrize("name", NAMES)
def test_shipped_starters_hold_no_answer(name: str) -> None:
    """And each answer would be found there."""
    course = find_course(SHIPPED)
    assignment = load_assignment(assignment_file(course, name), course, is_authors=True)
    references = References.of(course, assignment)
    assert isinstance(references.solution, Source)
    starters = starter_files(assignment.folder, references.folders[1], assignment.files)
    assert isinstance(starters, dict)
    also = overlays(references.folders[1], "also", references.solution)
    solutions = [references.solution.files, *(each.source.files for each in also if isinstance(each, Overlay))]
    given = {**starters, **{path: text for path, text in references.provided if path.endswith(".py")}}
    assert not list(find_answers(assignment.exercises, solutions, given))
    found = list(find_answers(assignment.exercises, solutions, dict(references.solution.files)))
    assert len(found) == len(assignment.exercises)
