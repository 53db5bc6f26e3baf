"""Checks, laws and source rules of an exercise in words: what is compared with what, how closely."""

from __future__ import annotations

from collections.abc import Iterator

from grader.checks import KINDS
from grader.checks.kind import ANY, Kind
from grader.explain.exposition import Row
from grader.explain.lines import Lines
from grader.explain.phrases import both
from grader.laws import LAWS
from grader.model.spec import Case, Check, Exercise
from grader.source import RULES

# The sides of a value that are the reference's unless its path says otherwise.
FORM = ("type", "shape", "dtype", "device")
_SHOWN = 60
_DEFAULT = (
    "the largest of torch.testing's for the dtype (rtol 1.3e-6 and atol 1e-5 for float32), of 4·eps·√n·rms(expected), "
    "n being the elements of the largest input, and of eight times the reference's own rounding; at most a hundredth "
    "of the expected spread; whole numbers agree exactly"
)


def compared(exercise: Exercise, case: Case, lines: Lines) -> Iterator[Row]:
    """What is compared, and how closely."""
    if case.everything:
        text = f"as the reference has it: {_everything(exercise, case)}{_tolerance(case)}"
        yield Row("all", text, lines.of("expect", "all") or lines.of("expect"))
    for check in case.checks:
        yield Row(str(check.path), words(check), check.line or None, note(_kind(check)))
    if case.everything or any(_kind(check).compares for check in case.checks):
        yield from _default_tolerance(case)


def words(check: Check) -> str:
    """``shape [3, H, W]``, and how closely numbers must agree where that is stated."""
    argument = "" if check.argument is True and check.kind == ANY else f" {_argument(check.argument)}"
    return f"{check.kind}{argument}{_tolerance(check)}"


def note(kind: Kind) -> str:
    """What the kind means, and how it is judged where that is out of the ordinary."""
    about = [kind.summary]
    about += ["judged once over all repeats"] if kind.pools else []
    about += ["a claim of the submission's process"] if kind.claim else []
    return "; ".join(about)


def laws(case: Case) -> Iterator[Row]:
    for law in case.laws:
        summary = LAWS[law.name].summary if law.name in LAWS else ""
        yield Row(law.name, flow(law.argument), law.line or None, summary)


def rules(case: Case) -> Iterator[Row]:
    for rule in case.source:
        summary = RULES[rule.name].summary if rule.name in RULES else ""
        yield Row(rule.name, flow(rule.argument), rule.line or None, summary)


def always(case: Case) -> Iterator[Row]:
    """What holds of every exercise, less what this one releases."""
    free = [f"{check.kind} of {check.path}" for check in case.checks if check.kind in FORM and check.argument == ANY]
    free += [f"{check.path}" for check in case.checks if check.kind == ANY and check.path.root != "raises"]
    yield Row("form", f"{both(FORM)} of whatever is compared are the reference's, unless its path says `any`")
    if free:
        yield Row("released", f"{both(free)} may be anything")
    yield Row("inputs", "end as the reference leaves them")
    yield Row("again", "a second, equal run gives an equal result, where the reference's does")
    infinite = [str(check.path) for check in case.checks if check.kind == "finite" and check.argument is False]
    yield Row("finite", "no NaN and no infinity where the reference has none")
    if infinite:
        yield Row("released", f"{both(infinite)} may hold NaN and infinity")
    yield Row("memory", "what was never written is filled, so that `torch.empty` shows")


def flow(value: object) -> str:
    """Plain data in one line, as YAML has it."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f"{name}: {flow(item)}" for name, item in value.items()) + "}"
        case list() | tuple():
            return f"[{', '.join(map(flow, value))}]"
    return str(value)


def _argument(argument: object) -> str:
    if isinstance(argument, Check):
        return f"{argument.kind} {_argument(argument.argument)}"
    if isinstance(argument, tuple) and argument and all(isinstance(item, Check) for item in argument):
        return " and ".join(map(_argument, argument))
    if isinstance(argument, tuple) and any(isinstance(item, tuple) for item in argument):
        return ", or ".join(map(_argument, argument))
    text = flow(argument)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"


def _kind(check: Check) -> Kind:
    return KINDS[check.kind]


def _everything(exercise: Exercise, case: Case) -> str:
    result = f"the results of {both(step.name for step in case.steps)}" if case.steps else "the result"
    parts = [f"{result} or the exception"]
    if case.backward:
        parts.append("the gradient of every input and parameter that requires grad")
    if exercise.class_name:
        parts.append("the parameters and buffers of self")
    return ", ".join(parts)


def _tolerance(of: Check | Case) -> str:
    stated = [f"{name} {amount:g}" for name, amount in (("rtol", of.rtol), ("atol", of.atol)) if amount is not None]
    if of.measured:
        stated.append("atol 8 × the reference's own error in its precision")
    return f", within {both(stated)}" if stated else ""


def _default_tolerance(case: Case) -> Iterator[Row]:
    of: list[Check | Case] = [each for each in case.checks if _kind(each).compares]
    of += [case] if case.everything else []
    if any(each.rtol is None or (each.atol is None and not each.measured) for each in of):
        yield Row("within", "the default tolerance where none is stated", note=_DEFAULT)
