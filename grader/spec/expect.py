"""``expect``: from nodes to checks. Shorthand is written out: a literal is ``value``, ``reference`` is ``like``."""

from __future__ import annotations

from dataclasses import dataclass

from grader.checks import KINDS
from grader.checks.kind import ANY, REFERENCE, Observation
from grader.model.path import Path
from grader.model.spec import Check
from grader.spec.arguments import Arguments
from grader.spec.names import Misnamed, Scope
from grader.spec.node import Broken, Listing, Map, Node, Scalar, Sound, number_of, plain_data, text_of
from grader.spec.problems import Problems, listed, nearest

_AT_RAISES = frozenset(name for name, kind in KINDS.items() if Observation.EXCEPTION in kind.observes) | {ANY}


@dataclass(frozen=True, slots=True)
class Tolerances:
    """``None`` where the default by dtype holds."""

    rtol: float | None = None
    atol: float | None = None

    def beside(self, node: Map) -> Tolerances:
        """Those that stand in ``node``, else these."""
        return Tolerances(_stated(node, "rtol", self.rtol), _stated(node, "atol", self.atol))


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
        Arguments(self.scope, self.problems).check(kind, node)
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
        if any(isinstance(entry, Broken) or _compares(word) for word, entry in node.entries.items()):
            return
        for word in ("rtol", "atol"):
            if word in node.entries:
                text = f"`{word}` belongs to a kind that compares numbers; write `like: reference` beside it"
                self.problems.add_key(node, word, text)
                return


def _compares(word: str) -> bool:
    return word in KINDS and KINDS[word].compares


def _type_of_exception(node: Node) -> str | None:
    """``raises: IndexError`` as it is written: ``{type: IndexError}``."""
    text = text_of(node)
    return f"{{type: {text}}}" if text is not None and text.isidentifier() else None


def _stated(node: Map, word: str, default: float | None) -> float | None:
    stated = number_of(node.get(word))
    return default if stated is None else stated
