"""Which calls lead back to where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

N = TypeVar("N")
P = TypeVar("P")


def in_cycles(edges: Mapping[N, Sequence[tuple[N, P]]]) -> Iterator[P]:
    """The places of those edges from whose end their beginning can be reached: both are in one component."""
    component = _components(edges)
    for begin, ends in edges.items():
        for end, place in ends:
            if component.get(begin) == component.get(end):
                yield place


def _components(edges: Mapping[N, Sequence[tuple[N, P]]]) -> dict[N, int]:
    """Strongly connected components by Kosaraju's two passes, without recursion."""
    nodes = list(dict.fromkeys([*edges, *(end for ends in edges.values() for end, _ in ends)]))
    backwards: dict[N, list[N]] = {node: [] for node in nodes}
    for begin, ends in edges.items():
        for end, _ in ends:
            backwards[end].append(begin)
    order: list[N] = []
    seen: set[N] = set()
    for start in nodes:
        waiting = [(start, False)]
        while waiting:
            node, is_done = waiting.pop()
            if is_done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                waiting.append((node, True))
                waiting += [(end, False) for end, _ in edges.get(node, ())]
    component: dict[N, int] = {}
    for number, start in enumerate(reversed(order)):
        rest = [start]
        while rest:
            node = rest.pop()
            if node not in component:
                component[node] = number
                rest += backwards[node]
    return component
