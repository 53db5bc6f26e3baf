"""What holds of every assignment of the course: its files fit together, and no work is asked twice.

Texts only, and the solutions by themselves; that they are right is the business of each assignment's own tests.
"""

import ast
import doctest
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from grader.model.diagnosis import MISTAKES

ROOT = Path(__file__).parents[2]
COURSE = yaml.safe_load((ROOT / "course.yaml").read_text("utf-8"))["assignments"]
OPTIONAL = {"torchvision", "transformers", "safetensors", "tokenizers", "datasets"}
TURNED = {"T", "mT", "H", "mH"}  # these compute too
Definition = ast.FunctionDef | ast.ClassDef


@cache
def definitions(file: Path) -> dict[str, Definition]:
    tree = ast.parse(file.read_text("utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, Definition)}


def starter(assignment: str) -> dict[str, Definition]:
    return definitions(ROOT / "assignments" / assignment / "starter.py")


def solution(assignment: str) -> dict[str, Definition]:
    return definitions(ROOT / "reference" / assignment / "solution.py")


@cache
def exercises(assignment: str) -> list[dict]:
    text = (ROOT / "assignments" / assignment / "assignment.yaml").read_text("utf-8")
    return yaml.safe_load(text)["exercises"]


def names_of(exercise: dict) -> set[str]:
    """What students write for it: the functions and the class that are called, in its steps too."""
    parts = [exercise, *exercise.get("cases", [])] if isinstance(exercise.get("cases"), list) else [exercise]
    calls = [exercise.get("class"), exercise.get("call")]
    calls += [step.get("call") for part in parts for step in part.get("steps", {}).values()]
    return {name for call in calls if call for name in ([call] if isinstance(call, str) else call)}


def cannot_be_tried(assignment: str, name: str) -> bool:
    """Whether what asks for ``name`` needs a library that is not here."""
    needs = {need for each in exercises(assignment) if name in names_of(each) for need in each.get("needs", [])}
    return any(find_spec(library) is None for library in needs & OPTIONAL)


def overlays(folder: str) -> list[Path]:
    return [file for name in COURSE for file in sorted((ROOT / "reference" / name / folder).glob("*.py"))]


def title(overlay: Path) -> str:
    return f"{overlay.parents[1].name}-{overlay.stem}"


def asked() -> list[tuple[str, Definition]]:
    """Each function and class of the starters as the solution has it, with its address."""
    return [(f"{name}.{each}", solution(name)[each]) for name in COURSE for each in starter(name)]


class Renamed(ast.NodeTransformer):
    """Own names become numbers in the order in which they appear; annotations and docstrings go."""

    def __init__(self, definition: Definition) -> None:
        self.own = {definition.name}
        for node in ast.walk(definition):
            if isinstance(node, ast.arg):
                self.own.add(node.arg)
            if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
                self.own.add(node.id if isinstance(node, ast.Name) else node.attr)
        self.numbers: dict[str, str] = {}

    def name(self, name: str) -> str:
        return self.numbers.setdefault(name, f"v{len(self.numbers)}") if name in self.own else name

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name, node.returns, node.body = self.name(node.name), None, body(node)
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.name, node.body = self.name(node.name), body(node)
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(self.name(node.arg))

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self.name(node.id), node.ctx)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        return ast.Attribute(node.value, self.name(node.attr), node.ctx)


def body(definition: Definition) -> list[ast.stmt]:
    documented = ast.get_docstring(definition) is not None
    return definition.body[documented:] or [ast.Pass()]


def normal(definition: Definition) -> str:
    copy = ast.parse(ast.unparse(definition)).body[0]
    return ast.dump(Renamed(definition).visit(copy))


def plain(node: ast.expr) -> bool:
    """A name, a number, or a list of these: nothing that is computed."""
    if isinstance(node, ast.Tuple | ast.List):
        return all(map(plain, node.elts))
    if isinstance(node, ast.Starred | ast.UnaryOp | ast.Attribute):
        return plain(node.operand if isinstance(node, ast.UnaryOp) else node.value)
    return isinstance(node, ast.Name | ast.Constant)


def one_call(definition: Definition) -> bool:
    """Whether a single call of torch, or of a tensor's method, is all there is."""
    statement = body(definition)[-1]
    if len(body(definition)) > 1 or not isinstance(statement, ast.Return) or not isinstance(statement.value, ast.Call):
        return False
    call = statement.value
    if any(isinstance(node, ast.Attribute) and node.attr in TURNED for node in ast.walk(call.func)):
        return False
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return isinstance(call.func, ast.Attribute) and plain(call.func) and all(map(plain, given))


def sentences(text: str) -> int:
    text = re.sub(r"`[^`]*`", "code", text)
    return len(re.findall(r"[.!?]['\")]*(?=\s|$)", text.strip()))


@pytest.mark.parametrize("assignment", COURSE)
def test_starter_solution_and_exercises_name_the_same(assignment: str) -> None:
    assert starter(assignment).keys() <= solution(assignment).keys()
    named = set().union(*map(names_of, exercises(assignment)))
    assert {name for name in named if "." not in name} & solution(assignment).keys() <= starter(assignment).keys()
    for exercise in exercises(assignment):
        assert names_of(exercise) & starter(assignment).keys(), exercise["id"]


@pytest.mark.parametrize("overlay", [*overlays("wrong"), *overlays("also")], ids=title)
def test_an_overlay_redefines_what_the_starter_defines(overlay: Path) -> None:
    assignment, names = overlay.parents[1].name, definitions(overlay).keys()
    assert names & starter(assignment).keys()
    public = {name for name in names if not name.startswith("_")}
    assert public <= starter(assignment).keys() | solution(assignment).keys()


@pytest.mark.parametrize("overlay", overlays("wrong"), ids=title)
def test_a_mistake_has_a_hint_and_names_its_diagnosis(overlay: Path) -> None:
    text = overlay.read_text("utf-8")
    tree = ast.parse(text)
    hint = ast.get_docstring(tree) or ""
    assert hint.endswith((".", "?", "!"))
    after = text.splitlines()[tree.body[0].end_lineno :]
    (diagnosis,) = [line for line in text.splitlines() if line.startswith("# diagnosis")]
    assert next(filter(None, after)) == diagnosis
    assert diagnosis.removeprefix("# diagnosis: ") in {"none", *MISTAKES}


@pytest.mark.parametrize("assignment", COURSE)
def test_mistakes_and_variants_are_many(assignment: str) -> None:
    wrong, also = (
        [file for file in overlays(folder) if title(file).startswith(f"{assignment}-")] for folder in ("wrong", "also")
    )
    assert len(wrong) >= 8
    assert len(also) >= 3
    mistaken = set().union(*(definitions(file) for file in wrong))
    assert [each["id"] for each in exercises(assignment) if not names_of(each) & mistaken] == []


@pytest.mark.parametrize("assignment", COURSE)
def test_the_examples_in_the_starter_are_what_the_solution_gives(assignment: str) -> None:
    module = ModuleType(assignment)
    try:
        exec((ROOT / "reference" / assignment / "solution.py").read_text("utf-8"), vars(module))
    except ModuleNotFoundError as missing:
        assert missing.name in OPTIONAL
        pytest.skip(str(missing))
    imports = (ROOT / "assignments" / assignment / "starter.py").read_text("utf-8")
    names: dict[str, object] = {}
    exec(imports, names)
    names |= {name: value for name, value in vars(module).items() if not name.startswith("__")}
    for name, node in starter(assignment).items():
        example = doctest.DocTestParser().get_doctest(ast.get_docstring(node) or "", dict(names), name, None, None)
        assert example.examples, name
        if cannot_be_tried(assignment, name):
            continue
        assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example).failed == 0, name


@pytest.mark.parametrize("assignment", COURSE)
def test_prompts_and_hints_are_enough_and_not_too_much(assignment: str) -> None:
    for exercise in exercises(assignment):
        assert 2 <= sentences(exercise["prompt"]) <= 6, exercise["id"]
        hints = exercise["hint"]
        assert isinstance(hints, list), exercise["id"]
        assert len(hints) >= 2, exercise["id"]


def test_no_two_exercises_are_the_same_up_to_renaming() -> None:
    seen: dict[str, str] = {}
    twice = [
        (seen[text], name) for name, text in ((n, normal(d)) for n, d in asked()) if seen.setdefault(text, name) != name
    ]
    assert twice == []


def test_few_exercises_are_a_single_call() -> None:
    single = [name for name, definition in asked() if one_call(definition)]
    assert len(single) <= 15, single


def test_the_course_is_long_enough() -> None:
    assert sum(len(exercises(name)) for name in COURSE) >= 70
