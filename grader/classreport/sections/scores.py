"""How the scores are distributed: what counts in the end, of those that have one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from grader.classreport.charts import histogram
from grader.classreport.numbers import many, middle, share, shown
from grader.classreport.sections.parts import folded, paragraph, table, titled
from grader.exports.html_parts import NOTHING, Html, element, joined, text
from grader.gradebook.standing import Standings
from grader.reporters.numbers import worth

# More bars than these are no longer told apart.
_MOST_BARS, _MOST_TICKS = 20, 7
_STEPS = (1, 2, 5, 10, 20, 25, 50)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Bins:
    """``counts`` of scores about ``first``, ``first + width``, …, all in hundredths."""

    first: int
    width: int
    counts: tuple[int, ...]
    is_exact: bool

    def place(self, hundredths: float) -> float:
        """Where it lies among the bars, from 0 to their number."""
        return (hundredths - self.first) / self.width + 0.5

    def words(self, number: int) -> str:
        """The scores of one bar."""
        centre = self.first + number * self.width
        if self.is_exact:
            return shown(centre)
        low, high = math.ceil(centre - self.width / 2), math.ceil(centre + self.width / 2) - 1
        return f"{shown(low)} to {shown(high)}"


def binned(scores: Sequence[int], most: int) -> Bins:
    """A bar for each score that there may be, where that is not too many; else for equal ranges about round ones."""
    low, high = min(0, *scores), max(most, *scores)
    exact = math.gcd(*scores, most, low) or 100
    width = exact if (high - low) / exact <= _MOST_BARS else _round_width(high - low)
    first = math.floor(low / width) * width
    counts = [0] * (math.floor((high - first) / width + 0.5) + 1)
    for score in scores:
        counts[math.floor((score - first) / width + 0.5)] += 1
    return Bins(first, width, tuple(counts), width == exact)


def section(standings: Standings, place: str, names: bool) -> Html:
    del names
    scores = sorted(each.score for each in standings.students if each.score is not None)
    if not scores:
        return NOTHING
    if len(scores) < _FEWEST:
        only = f"The only score is {shown(scores[0])} of {worth(standings.points)}."
        return titled(f"{place}-scores", "Scores", paragraph(only))
    bins = binned(scores, standings.points)
    said = joined(paragraph(words) for words in summary(scores, standings.points))
    side = element("div", said, folded("The chart as a table", _table(bins)), class_="beside")
    return titled(f"{place}-scores", "Scores", element("div", _chart(bins, scores), side, class_="pair"))


def summary(scores: Sequence[int], most: int) -> list[str]:
    """What the chart shows, in sentences. ``scores`` are sorted."""
    quarter = len(scores) // 4
    low, high = scores[quarter], scores[-1 - quarter]
    whole, none = sum(score >= most for score in scores), sum(score <= 0 for score in scores)
    found = [
        f"The median is {shown(middle(scores))} of {worth(most)}, the mean {shown(sum(scores) / len(scores))}.",
        f"The middle half lies between {shown(low)} and {shown(high)}." if low < high else "",
    ]
    if most > 0:
        found.append(f"{many(whole, 'student has', 'students have')} everything ({share(whole, len(scores))}).")
        found.append(f"{many(none, 'student has', 'students have')} nothing." if none else "")
    return [words for words in found if words]


def _round_width(reach: int) -> int:
    """The narrowest round number of hundredths that needs no more bars than can be told apart."""
    power = 1
    while True:
        for step in _STEPS:
            if reach / (step * power) <= _MOST_BARS:
                return step * power
        power *= 100


def _ticks(bins: Bins, most: int) -> list[tuple[float, str]]:
    """Some round scores, and the most that can be earned."""
    count = len(bins.counts)
    every = next(step * power for power in (1, 100, 10_000) for step in _STEPS if count / (step * power) <= _MOST_TICKS)
    values = [bins.first + number * bins.width for number in range(0, count, every)]
    kept = [value for value in values if abs(value - most) > 0.6 * every * bins.width or value == most]
    return [(bins.place(value), shown(value)) for value in sorted({*kept, most})]


def _chart(bins: Bins, scores: Sequence[int]) -> Html:
    most = max(bins.first + (len(bins.counts) - 1) * bins.width, 0)
    at = middle(scores)
    drawn = histogram.Histogram(bins.counts, _ticks(bins, most), "points", bins.place(at), f"median {shown(at)}")
    highest = max(range(len(bins.counts)), key=bins.counts.__getitem__)
    described = (
        f"A histogram of {many(len(scores), 'score')} from {shown(scores[0])} to {shown(scores[-1])} points, with the "
        f"median at {shown(at)}. Most, {bins.counts[highest]}, are at {bins.words(highest)}."
    )
    return element("figure", histogram.draw(drawn, "How many students have how many points", described))


def _table(bins: Bins) -> Html:
    rows = [(text(bins.words(number)), text(str(count))) for number, count in enumerate(bins.counts) if count]
    return table("Students by score", ("Points", "Students"), rows, (1,))
