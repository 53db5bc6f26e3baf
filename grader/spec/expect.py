"""``expect``: from nodes to checks. Shorthand is written out: a literal is ``value``, ``reference`` is ``like``."""

from __future__ import annotations

from dataclasses import dataclass

from grader.checks import KINDS
from grader.checks.kind import ANY, REFERENCE, Kind, Observation
from grader.model.path import Path
from grader.model.spec import Check
from grader.spec.arguments import Arguments
from grader.spec.corrections import as_bound, as_exceptions, refuse_range
from grader.spec.names import Scope
from grader.spec.node import Broken, Listing, Map, Scalar, Sound, number_of, plain_data, text_of, texts_of
from grader.spec.problems import Misnamed, Problems, listed, nearest
from grader.spec.schema.checks import holds_several
from grader.spec.words import MEASURED


@dataclass(frozen=True, slots=True)
class Tolerances:
    """``None`` where the default by dtype holds; ``measured`` where the reference's own error is what is allowed."""

    rtol: float | None = None
    atol: float | None = None
    measured: bool = False

    def beside(self, node: Map) -> Tolerances:
        """Those that stand in ``node``, else these."""
        rtol, atol = number_of(node.get("rtol")), number_of(node.get("atol"))
        rtol = self.rtol if rtol is None else rtol
        if text_of(node.get("atol")) == MEASURED:
            return Tolerances(rtol, None, measured=True)
        return Tolerances(rtol, self.atol, self.measured) if atol is None else Tolerances(rtol, atol)


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
    builder = _Checks(scope, problems)
    everything = "all" in node.entries
    whole = node.get("all")
    paths = [(word, entry) for word, entry in node.sound() if word != "all"]
    checks = tuple(check for word, entry in paths for check in builder.at(node, word, entry, tolerances))
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
    problems: Problems

    def at(self, holder: Map, word: str, node: Sound, tolerances: Tolerances) -> tuple[Check, ...]:
        """All checks at the path ``word``."""
        try:
            path = self.scope.checked_path(word)
        except Misnamed as error:
            self.problems.add_key(holder, word, error.text, error.suggestion)
            return ()
        return self.of(path, node, tolerances, holder.key_lines.get(word, node.line))

    def of(self, path: Path, node: Sound, tolerances: Tolerances, line: int) -> tuple[Check, ...]:
        """All checks that ``node`` writes, in a map of kinds or as shorthand."""
        if not isinstance(node, Map):
            kind, argument = self.shorthand(path, node)
            return self.check(path, kind, node, argument, tolerances, line)
        tolerances = tolerances.beside(node)
        found = [(kind, entry) for kind, entry in node.sound() if kind in KINDS]
        self.refuse_idle_tolerances(node)
        return tuple(
            check
            for kind, entry in found
            for check in self.check(path, kind, entry, None, tolerances, node.key_lines.get(kind, line))
        )

    def shorthand(self, path: Path, node: Scalar | Listing) -> tuple[str, object]:
        if isinstance(node, Scalar) and node.value == REFERENCE:
            return "like", REFERENCE
        if isinstance(node, Scalar) and node.value == ANY:
            return "any", True
        if (
            isinstance(node, Scalar)
            and isinstance(node.value, str)
            and (bound := as_bound(node.value, counts=path.root == "calls"))
        ):
            text = f'`{node.value}` is a text to compare with here; write `value: "{node.value}"` if that is meant'
            self.problems.add(node, text, bound)
        elif isinstance(node, Scalar) and node.plain and isinstance(node.value, str):
            meant = nearest(node.value, (REFERENCE,))
            if meant and node.value != meant:
                text = f"`{node.value}` is a text to compare with here; write `value: {node.value}` if that is meant"
                self.problems.add(node, text, meant)
        return "value", None

    def check(
        self, path: Path, name: str, node: Sound, argument: object, tolerances: Tolerances, line: int
    ) -> tuple[Check, ...]:
        """One check, or none where it cannot stand here. ``argument`` None is what ``node`` writes."""
        kind = KINDS[name]
        if path.root == "raises" and not _is_for_exceptions(kind):
            allowed = listed(sorted(each.name for each in KINDS.values() if _is_for_exceptions(each)))
            text = f"`raises` is an exception; what can be checked of it is {allowed}"
            self.problems.add(node, text, as_exceptions(texts_of(node)))
            return ()
        if kind.nests:
            argument = self.nested(kind, path, node, tolerances, line)
        elif argument is None:
            if name == "value":
                refuse_range(node, self.problems)
            Arguments(self.scope, self.problems).check(kind, node)
            argument = plain_data(node)
        if not kind.compares:
            return (Check(path, name, argument, line=line),)
        return (Check(path, name, argument, tolerances.rtol, tolerances.atol, line, tolerances.measured),)

    def nested(self, kind: Kind, path: Path, node: Sound, tolerances: Tolerances, line: int) -> object:
        """The checks inside a check, written out."""
        if not holds_several(kind):
            return self.of(path, node, tolerances, line)
        items = node.items if isinstance(node, Listing) else ()
        return tuple(self.of(path, item, tolerances, item.line) for item in items if not isinstance(item, Broken))

    def refuse_idle_tolerances(self, node: Map) -> None:
        if any(isinstance(entry, Broken) or _compares(word) for word, entry in node.entries.items()):
            return
        for word in ("rtol", "atol"):
            if word in node.entries:
                text = f"`{word}` belongs to a kind that compares numbers; write `like: reference` beside it"
                self.problems.add_key(node, word, text)
                return


def _compares(word: str) -> bool:
    return word in KINDS and (KINDS[word].compares or KINDS[word].nests)


def _is_for_exceptions(kind: Kind) -> bool:
    return Observation.EXCEPTION in kind.observes or kind.nests or kind.name == ANY
