"""Nodes: `grade batch --ray` on a cluster of two nodes of a core each on this machine, beside two workers without."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.batch import rows
from benchmarks.cold import ROOT, SOLUTION

_STORE = 100 << 20
_LOOK = 0.02


def measure_cluster(size: int) -> dict[str, float]:
    """Submissions of `linear` a second once grading has begun, by two workers and by two nodes."""
    with tempfile.TemporaryDirectory() as scratch, _two_nodes() as address:
        folder = Path(scratch) / "handed-in"
        text = SOLUTION.read_text("utf-8")
        for number in range(size):
            home = folder / f"s{number:05}"
            home.mkdir(parents=True)
            (home / "linear.py").write_text(f"{text}\n# {number}\n", "utf-8")
        ways = {"two workers": ["--workers", "2"], "two nodes": ["--ray", address]}
        return {name: _speed(folder, Path(scratch) / f"{name}.db", size, more) for name, more in ways.items()}


def cluster_table(found: dict[str, float]) -> str:
    first = next(iter(found.values()))
    lines = [f"| {name} | {speed:.1f} | {speed / first:.2f} |" for name, speed in found.items()]
    return "\n".join(["| | submissions a second | ratio |", "|---|---:|---:|", *lines])


def _speed(folder: Path, gradebook: Path, size: int, more: list[str]) -> float:
    command = [sys.executable, "-m", "grader", "batch", "linear", str(folder), "--gradebook", str(gradebook), *more]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    began, first = 0.0, 0
    while process.poll() is None:
        time.sleep(_LOOK)
        if not began and (first := rows(gradebook)):
            began = time.perf_counter()
    if process.returncode or rows(gradebook) != size:
        raise SystemExit(f"the class was not graded: {' '.join(command)} ended with {process.returncode}")
    return (size - first) / (time.perf_counter() - began)


@contextmanager
def _two_nodes() -> Iterator[str]:
    from ray.cluster_utils import Cluster

    head = {"num_cpus": 1, "include_dashboard": False, "object_store_memory": _STORE}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    try:
        cluster.add_node(num_cpus=1, object_store_memory=_STORE)
        cluster.wait_for_nodes()
        yield cluster.address
    finally:
        cluster.shutdown()
