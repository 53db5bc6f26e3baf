"""Things that need themselves, by way of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def circles(needs: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Each circle once, such as ``(a, b, a)``, from the name in it that comes first."""
    told: set[str] = set()
    for start in needs:
        circle = _way_back(start, needs)
        if circle and told.isdisjoint(circle):
            told.update(circle)
            yield circle


def _way_back(start: str, needs: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    came_from: dict[str, str] = {}
    waiting = [start]
    for current in waiting:
        for name in needs.get(current, ()):
            if name == start:
                trail = [start, current]
                while trail[-1] != start:
                    trail.append(came_from[trail[-1]])
                return tuple(reversed(trail)) if current != start else (start, start)
            if name not in came_from:
                came_from[name] = current
                waiting.append(name)
    return ()
