"""One exercise on the page: its row in the overview, and its section with all that the terminal's report says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.exports.html_parts import NOTHING, Html, block, element, joined, prose, scrolling, sign, text
from grader.exports.html_values import values
from grader.exports.told import came_to, name_of, said_before
from grader.model.message import Message
from grader.model.result import CaseResult, Cause, ExerciseResult, Outcome
from grader.reporters.differences import Difference, differences_of, told
from grader.reporters.inert import inert
from grader.reporters.marks import UNICODE
from grader.reporters.numbers import points, worth
from grader.reporters.telling import advice, code_of, drawn_for, headline, others, printed, trace
from grader.reporters.wording import say_cause

_OUTPUT_LINES = 100
_WIDEST = 4000
_DATA = "data"


def row(exercise: ExerciseResult, id_: str) -> Html:
    """Its line in the overview, with a link to the section ``id_``."""
    return element(
        "tr",
        element("th", element("a", text(_name(exercise)), href=f"#{id_}"), scope="row"),
        element("td", _outcome(exercise), class_=_style(exercise)),
        element("td", _earned(exercise, _DATA), class_="points"),
    )


def sections(exercises: Sequence[ExerciseResult], ids: Sequence[str]) -> list[Html]:
    """One for each. What is one finding is told once, and led to from the others."""
    return [
        section(each, id_, None if before is None else (ids[before], name_of(exercises[before])))
        for each, id_, before in zip(exercises, ids, said_before(exercises), strict=True)
    ]


def section(exercise: ExerciseResult, id_: str, same: tuple[str, str] | None = None) -> Html:
    """All that is said of it. ``same`` are the section and the name of another one of which the very same is said."""
    head = element(
        "header",
        element("h3", text(_name(exercise)), id=f"{id_}-name"),
        element("p", _outcome(exercise), text(" · "), _earned(exercise, ""), class_=_style(exercise)),
    )
    if same is not None:
        link = element("a", text(same[1]), href=f"#{same[0]}")
        body = element("p", text("The same as for "), link, text("."))
    else:
        body = joined(_body(exercise))
    return element("article", head, body, id=id_, aria_labelledby=f"{id_}-name")


def _body(exercise: ExerciseResult) -> Iterator[Html]:
    if exercise.cause is None:
        return
    if exercise.cause is Cause.NOT_IMPLEMENTED:
        yield _advice(exercise)
    elif exercise.outcome is not Outcome.FAILED:
        words = say_cause(exercise.cause, exercise.message)
        after = " It is left out of the total." if exercise.cause is Cause.UNAVAILABLE else ""
        yield element("p", prose(f"{words[:1].upper()}{words[1:]}.{after}"))
        yield _advice(exercise)
    else:
        yield from _found(exercise)
        yield _advice(exercise)
        yield _code(exercise)
        yield _output(exercise)


def _found(exercise: ExerciseResult) -> Iterator[Html]:
    """What is wrong, case by case."""
    differences = differences_of(exercise)
    shown = told(differences)
    if words := headline(exercise, shown):
        yield element("p", element("strong", prose(words)))
        yield _trace(exercise.message)
    before: CaseResult | None = None
    for difference in shown:
        if difference.case is not before:
            yield _case(difference.case)
        yield _difference(exercise, difference)
        before = difference.case
    if words := others(differences, shown):
        yield element("p", prose(words), class_="dim")


def _case(case: CaseResult) -> Html:
    """Which case it is, and what was drawn for it; nothing where there is but one, and nothing is drawn."""
    drawn, hidden = drawn_for(case), "hidden " if case.hidden else ""
    if case.title:
        return element("h4", text(f'In the {hidden}case "{inert(case.title)}"{f" ({drawn})" if drawn else ""}'))
    if drawn or hidden:
        return element("h4", text(f"In a {hidden}case{' with ' if drawn else ''}{drawn}"))
    return NOTHING


def _difference(exercise: ExerciseResult, difference: Difference) -> Html:
    place = difference.place
    named = (element("strong", prose(place)), text(": ")) if place else ()
    about = f"{_name(exercise)}, {place or 'what differs'}"
    return element(
        "div",
        element("p", *named, prose(difference.words)),
        _trace(difference.message),
        values(difference, about),
        class_="difference",
    )


def _trace(message: Message | None) -> Html:
    """The lines of the student's own code that led there, the last one where it stopped."""
    frames = [element("li", element("code", text(frame))) for frame in trace(message)]
    return element("ol", *frames, class_="frames", aria_label="The lines that led there") if frames else NOTHING


def _advice(exercise: ExerciseResult) -> Html:
    words = advice(exercise)
    return element("p", sign("→ "), element("strong", prose(words)), class_="advice") if words else NOTHING


def _code(exercise: ExerciseResult) -> Html:
    lines = code_of(exercise)
    if not lines:
        return NOTHING
    head = element("h4", text("To see it yourself, paste into Python"))
    return joined((head, scrolling(f"Code to see it yourself: {_name(exercise)}", block(lines, _WIDEST))))


def _output(exercise: ExerciseResult) -> Html:
    lines = printed(exercise, _OUTPUT_LINES)
    if not lines:
        return NOTHING
    head = element("h4", text("It printed"))
    return joined((head, scrolling(f"What it printed: {_name(exercise)}", block(lines, _WIDEST))))


def _name(exercise: ExerciseResult) -> str:
    return f"{name_of(exercise)}{' (hidden)' if exercise.hidden else ''}"


def _outcome(exercise: ExerciseResult) -> Html:
    """A sign and words: nothing is said by colour alone."""
    return joined((sign(f"{UNICODE.of(exercise)} "), text(came_to(exercise))))


def _style(exercise: ExerciseResult) -> str:
    return f"outcome {'unwritten' if exercise.cause is Cause.NOT_IMPLEMENTED else exercise.outcome}"


def _earned(exercise: ExerciseResult, kind: str) -> Html:
    """``2.5 of 3``. As ``data`` a program finds the number there, and none where there is none to add."""
    of = text(f" of {points(exercise.points) if kind == _DATA else worth(exercise.points)}")
    if exercise.score is None or exercise.outcome is Outcome.UNGRADED:
        return joined((text(UNICODE.ungraded), of))
    if exercise.cause is Cause.UNAVAILABLE:
        return joined((text(UNICODE.skipped), of))
    earned = str(points(exercise.score))
    return joined((element("data", text(earned), value=earned) if kind == _DATA else text(earned), of))
