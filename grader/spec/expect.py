"""``expect``: from nodes to checks. Shorthand is written out here: a literal is ``value``, a text may be ``reference``."""

from __future__ import annotations

from dataclasses import dataclass

from grader.checks import KINDS
from grader.checks.kind import ANY, REFERENCE, Observation
from grader.model.path import Path
from grader.model.spec import Check
from grader.spec.literals import parse_literal
from grader.spec.names import Misnamed, Scope
from grader.spec.node import Listing, Map, Node, Scalar, Sound, plain_data
from grader.spec.problems import Problems, listed, nearest
from grader.spec.unknown import later
from grader.spec.values import refuse_foreign
from grader.spec.words import MAKERS, TYPE_SYNONYMS

_AT_RAISES = frozenset(name for name, kind in KINDS.items() if Observation.EXCEPTION in kind.observes) | {ANY}


@dataclass(frozen=True, slots=True)
class Tolerances:
    """``None`` where the default by dtype holds."""

    rtol: float | None = None
    atol: float | None = None

    def beside(self, node: Map) -> Tolerances:
        """Those that stand in ``node``, else these."""
        return Tolerances(_number(node.get("rtol"), self.rtol), _number(node.get("atol"), self.atol))


@dataclass(frozen=True, slots=True)
class Expected:
    """What must hold in one case. ``everything`` is ``all: reference``, compared within ``tolerances``."""

    everything: bool
    tolerances: Tolerances
    checks: tuple[Check, ...]


def build_expected(node: Sound | None, scope: Scope, tolerances: Tolerances, problems: Problems) -> Expected:
    """The checks of one case; without ``expect`` all that the reference shows must be so."""
    if not isinstance(node, Map):
        return Expected(True, tolerances, ())
    builder = _Checks(scope, tolerances, problems)
    everything = "all" in node.entries
    whole = node.get("all")
    checks = tuple(check for word, entry in node.sound() if word != "all" for check in builder.at(node, word, entry))
    _refuse_result_of_raising(node, checks, problems)
    return Expected(everything, tolerances.beside(whole) if isinstance(whole, Map) else tolerances, checks)


def _refuse_result_of_raising(node: Map, checks: tuple[Check, ...], problems: Problems) -> None:
    """A call that must raise has no result to check."""
    if not any(check.path.root == "raises" and check.kind == "type" for check in checks):
        return
    for word in node.entries:
        if word == "result" or word.startswith(("result.", "result[")):
            problems.add_key(node, word, "a call that raises has no result; keep `raises` or `result`")


@dataclass(frozen=True, slots=True)
class _Checks:
    scope: Scope
    tolerances: Tolerances
    problems: Problems

    def at(self, holder: Map, word: str, node: Sound) -> list[Check]:
        """All checks at the path ``word``."""
        try:
            path = self.scope.checked_path(word)
        except Misnamed as error:
            self.problems.add_key(holder, word, error.text, error.suggestion)
            return []
        line = holder.key_lines.get(word, node.line)
        if not isinstance(node, Map):
            kind, argument = self.shorthand(node)
            return self.check(path, kind, node, argument, self.tolerances, line)
        tolerances = self.tolerances.beside(node)
        found = [(kind, entry) for kind, entry in node.sound() if kind in KINDS]
        self.refuse_idle_tolerances(node)
        return [
            check
            for kind, entry in found
            for check in self.check(path, kind, entry, plain_data(entry), tolerances, node.key_lines.get(kind, line))
        ]

    def shorthand(self, node: Scalar | Listing) -> tuple[str, object]:
        if isinstance(node, Scalar) and node.value == REFERENCE:
            return "like", REFERENCE
        if isinstance(node, Scalar) and node.value == ANY:
            return "any", True
        if isinstance(node, Scalar) and node.plain and isinstance(node.value, str):
            meant = nearest(node.value, (REFERENCE,))
            if meant and node.value != meant:
                text = f"`{node.value}` is a text to compare with here; write `value: {node.value}` if that is meant"
                self.problems.add(node, text, meant)
        return "value", plain_data(node)

    def check(
        self, path: Path, kind: str, node: Node, argument: object, tolerances: Tolerances, line: int
    ) -> list[Check]:
        if path.root == "raises" and kind not in _AT_RAISES:
            text = f"`raises` is an exception; what can be checked of it is {listed(sorted(_AT_RAISES))}"
            self.problems.add(node, text, _type_of_exception(node))
            return []
        self.check_argument(kind, node)
        compares = KINDS[kind].compares
        return [
            Check(
                path,
                kind,
                argument,
                tolerances.rtol if compares else None,
                tolerances.atol if compares else None,
                line,
            )
        ]

    def refuse_idle_tolerances(self, node: Map) -> None:
        if any(word in KINDS and KINDS[word].compares for word in node.entries):
            return
        for word in ("rtol", "atol"):
            if word in node.entries:
                text = f"`{word}` belongs to a kind that compares numbers; write `like: reference` beside it"
                self.problems.add_key(node, word, text)
                return

    def check_argument(self, kind: str, node: Node) -> None:
        """The names in what stands after a kind."""
        try:
            match kind, node:
                case "value", _:
                    self.literal(node)
                case "shape", Listing():
                    for size in node.items:
                        if isinstance(size, Scalar) and isinstance(size.value, str | int):
                            self.size(size, size.value)
                case "is", Scalar(value=str() as name) if name not in self.scope.inputs:
                    text = f"no input is called `{name}` (there is: {listed(self.scope.inputs)})"
                    raise Misnamed(text, nearest(name, self.scope.inputs))
                case "like", Scalar(value=str() as text) if text != REFERENCE:
                    self.like(text)
                case "type", _:
                    self.type_names(node)
        except Misnamed as error:
            self.problems.add(node, error.text, error.suggestion)

    def size(self, node: Scalar, text: str | int) -> None:
        try:
            self.scope.size(text)
        except Misnamed as error:
            self.problems.add(node, error.text, error.suggestion)

    def like(self, text: str) -> None:
        if text.startswith(("torch.", "also/")):
            raise Misnamed(later(f"like: {text}"))
        try:
            self.scope.compared_path(text)
        except Misnamed as error:
            raise Misnamed(error.text, nearest(text, (REFERENCE,)) or error.suggestion) from None

    def type_names(self, node: Node) -> None:
        for item in node.items if isinstance(node, Listing) else (node,):
            if isinstance(item, Scalar) and item.value in TYPE_SYNONYMS:
                text = f"`{item.value}` is no type of Python or torch"
                self.problems.add(item, text, TYPE_SYNONYMS[str(item.value)])

    def literal(self, node: Node) -> None:
        """A literal: plain YAML, ``$names``, and maps with one maker."""
        match node:
            case Scalar(value=str() as text) if text.startswith("$") and not text.startswith("$$"):
                self.dollar(text)
            case Scalar():
                refuse_foreign(node, self.problems)
            case Listing():
                for item in node.items:
                    self.part(item)
            case Map():
                self.made(node)

    def dollar(self, text: str) -> None:
        path = self.scope.dollar(text).path
        if path.subscript is not None:
            raise Misnamed("a slice cannot stand in a value; compare with it after `like`", str(path))

    def part(self, node: Node) -> None:
        try:
            self.literal(node)
        except Misnamed as error:
            self.problems.add(node, error.text, error.suggestion)

    def made(self, node: Map) -> None:
        for word, content in node.sound():
            if word == "python" and isinstance(content, Scalar):
                try:
                    parse_literal(str(content.value))
                except ValueError as error:
                    self.problems.add(content, str(error))
            elif word == "dict" and isinstance(content, Map):
                for _, entry in content.sound():
                    self.part(entry)
            elif word in ("tensor", "tuple", "python", "dict"):
                self.part(content)
            else:
                known = ("tensor", "tuple", "python", "dict")
                text = f"no literal is made with `{word}` (there is: {listed(known)})"
                self.problems.add_key(node, word, later(word) if word in MAKERS else text, nearest(word, known))


def _type_of_exception(node: Node) -> str | None:
    """``raises: IndexError`` as it is written: ``{type: IndexError}``."""
    if isinstance(node, Scalar) and isinstance(node.value, str) and node.value.isidentifier():
        return f"{{type: {node.value}}}"
    return None


def _number(node: Sound | None, default: float | None) -> float | None:
    if isinstance(node, Scalar) and isinstance(node.value, int | float):
        return float(node.value)
    return default
