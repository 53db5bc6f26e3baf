"""Interleaved measurements of several things, and their table with ratios to one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds by what was measured, round by round; ``base`` is the one that the ratios refer to."""

    base: str
    seconds: Mapping[str, list[float]]
    note: str = ""

    def ratio(self, name: str) -> float:
        """The median of the ratios within each round, so that a slow minute of the machine counts for both."""
        return median(ours / base for ours, base in zip(self.seconds[name], self.seconds[self.base], strict=True))

    def as_json(self) -> dict[str, object]:
        return {
            "base": self.base,
            "note": self.note,
            "rows": [
                {
                    "name": name,
                    "median_seconds": round(median(took), 5),
                    "ratio": round(self.ratio(name), 3),
                    "seconds": [round(second, 5) for second in took],
                }
                for name, took in self.seconds.items()
            ],
        }


def table(measured: Measured) -> str:
    """The medians as Markdown, in milliseconds."""
    rows = [
        f"| {name} | {median(took) * 1000:.0f} ms | {min(took) * 1000:.0f}–{max(took) * 1000:.0f} ms "
        f"| {measured.ratio(name):.2f} |"
        for name, took in measured.seconds.items()
    ]
    return "\n".join(["| | median | from–to | ratio |", "|---|---:|---:|---:|", *rows])
