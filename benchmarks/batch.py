"""A class: `grade batch` on 100, 500 and 2,000 submissions. What one more costs must not grow."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOLUTION = ROOT / "reference" / "linear" / "solution.py"
SIZES = (100, 500, 2000)
_LOOK = 0.05


@dataclass(frozen=True)
class Class:
    """``each`` is seconds for a submission once grading has begun; memory is the largest, in MiB."""

    submissions: int
    seconds: float
    each: float
    driver: float
    worker: float
    gradebook: float


def measure_batch(sizes: tuple[int, ...] = SIZES) -> list[Class]:
    """Right solutions of `linear`, each another file by a comment, graded by as many workers as there are cores."""
    return [_measured(size) for size in sizes]


def _measured(size: int) -> Class:
    with tempfile.TemporaryDirectory() as scratch:
        folder, gradebook = Path(scratch) / "handed-in", Path(scratch) / "gradebook.db"
        text = SOLUTION.read_text("utf-8")
        for number in range(size):
            home = folder / f"s{number:05}"
            home.mkdir(parents=True)
            (home / "linear.py").write_text(f"{text}\n# {number}\n", "utf-8")
        command = [sys.executable, "-m", "grader", "batch", "linear", str(folder), "--gradebook", str(gradebook)]
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        first, driver, worker = 0.0, 0.0, 0.0
        while process.poll() is None:
            time.sleep(_LOOK)
            driver = max(driver, _memory(process.pid))
            worker = max([worker, *map(_memory, _children(process.pid))])
            first = first or (time.perf_counter() if rows(gradebook) else 0.0)
        ended = time.perf_counter()
        if process.returncode or rows(gradebook) != size:
            raise SystemExit(f"the class was not graded: {' '.join(command)} ended with {process.returncode}")
        return Class(
            size, ended - began, (ended - first) / size, driver, worker, gradebook.stat().st_size / size / 1024
        )


def rows(gradebook: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{gradebook}?mode=ro", uri=True)) as reader:
            return int(reader.execute("SELECT count(*) FROM gradings").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def _memory(pid: int) -> float:
    """The most that a process had in memory so far, in MiB; 0 where it is gone."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def _children(pid: int) -> list[int]:
    """Its workers, which are started by any of its threads."""
    try:
        lists = [(task / "children").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return []
    return [int(each) for text in lists for each in text.split()]


def batch_table(found: list[Class]) -> str:
    """As Markdown; what one costs is told as a ratio to the smallest class too."""
    lines = [
        "| submissions | seconds | for each | ratio | driver MiB | worker MiB | gradebook KiB each |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in found:
        lines.append(
            f"| {one.submissions:,} | {one.seconds:.1f} | {one.each * 1000:.0f} ms | {one.each / found[0].each:.2f} "
            f"| {one.driver:.0f} | {one.worker:.0f} | {one.gradebook:.1f} |"
        )
    return "\n".join(lines)


def as_json(found: list[Class]) -> list[dict[str, float]]:
    return [asdict(one) for one in found]
