"""How long grading took, submission by submission, and what the assignment was graded with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from grader.classreport.charts import histogram
from grader.classreport.numbers import many, moment, seconds
from grader.classreport.sections.parts import paragraph, person, table, titled
from grader.exports.html_parts import NOTHING, Html, element, text
from grader.gradebook.standing import Attempt, Standing, Standings

_BARS, _FEWEST, _SLOWEST = 18, 5, 5
# Where the slowest takes so many times the median, bars stand for equal factors.
_WIDE = 6.0
_ROUND = (1.0, 2.0, 5.0)
_MOST_TICKS = 7


def section(standings: Standings, place: str, names: bool) -> Html:
    timed = [
        (attempt, each) for each in standings.students for attempt in each.attempts if 0 < attempt.seconds < math.inf
    ]
    facts = _facts(standings)
    if not timed:
        return titled(f"{place}-time", "Grading", facts) if standings.graded_with or standings.graded_at else NOTHING
    times = sorted(attempt.seconds for attempt, _ in timed)
    whole = f"{many(len(times), 'submission')} took {seconds(sum(times))} in all"
    said = paragraph(f"{whole}, {seconds(median(times))} each (median), the slowest {seconds(times[-1])}.")
    slowest = table("The slowest", ("Slowest", "Time"), _slowest(timed, names), (1,))
    if len(times) < _FEWEST:
        return titled(f"{place}-time", "Grading", said, slowest, facts)
    side = element("div", said, slowest, class_="beside")
    return titled(f"{place}-time", "Grading", element("div", _chart(times), side, class_="pair"), facts)


def _slowest(timed: Sequence[tuple[Attempt, Standing]], names: bool) -> list[tuple[Html, ...]]:
    found = sorted(timed, key=lambda one: -one[0].seconds)[:_SLOWEST]
    return [(person(each.student, names), text(seconds(attempt.seconds))) for attempt, each in found]


class Scale:
    """From seconds to places between 0 and the number of bars: equal steps, or factors where times differ a lot."""

    def __init__(self, times: Sequence[float]) -> None:
        self._is_wide = times[-1] > _WIDE * median(times)
        self._low = math.log(times[0]) if self._is_wide else 0.0
        self._high = math.log(times[-1] * 1.001) if self._is_wide else times[-1] * 1.001
        if self._high <= self._low:
            self._high = self._low + 1.0

    def place(self, time: float) -> float:
        value = math.log(time) if self._is_wide else time
        return (value - self._low) / (self._high - self._low) * _BARS

    def ticks(self) -> list[tuple[float, str]]:
        """Round times, as many as fit; zero too, where it is there."""
        rounds = [step * 10.0**power for power in range(-3, 7) for step in _ROUND]
        if self._is_wide:
            within = [time for time in rounds if 0 <= self.place(time) <= _BARS]
            within = within[:: math.ceil(len(within) / _MOST_TICKS) or 1]
        else:
            step = next((each for each in rounds if self._high / each <= _MOST_TICKS), self._high)
            within = [number * step for number in range(int(self._high / step) + 1)]
        return [(self.place(time) if time else 0.0, f"{time:g}") for time in within]


def _chart(times: Sequence[float]) -> Html:
    scale, counts, at = Scale(times), [0] * _BARS, median(times)
    for time in times:
        counts[min(int(scale.place(time)), _BARS - 1)] += 1
    drawn = histogram.Histogram(counts, scale.ticks(), "seconds", scale.place(at), f"median {seconds(at)}")
    described = (
        f"A histogram of {many(len(times), 'time')} from {seconds(times[0])} to {seconds(times[-1])}, with the median "
        f"at {seconds(at)}."
    )
    return element("figure", histogram.draw(drawn, "How many submissions took how long to grade", described))


def _facts(standings: Standings) -> Html:
    """When, how often, and with which versions."""
    versions = ", ".join(f"{name} {version}" for name, version in standings.graded_with.items())
    said = {
        "Last graded": moment(standings.graded_at) if standings.graded_at else "",
        "Gradings kept": f"{standings.gradings:,}" if standings.gradings else "",
        "Graded with": versions,
    }
    pairs = [
        element("div", element("dt", text(word)), element("dd", text(what))) for word, what in said.items() if what
    ]
    return element("dl", *pairs, class_="facts") if pairs else NOTHING
