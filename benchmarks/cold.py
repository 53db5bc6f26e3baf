"""Cold: one `grade submit` of a right solution against `python -c "import torch"`, each in a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.table import Measured

ROOT = Path(__file__).resolve().parents[1]
SOLUTION = ROOT / "reference" / "linear" / "solution.py"


def measure_cold(pairs: int) -> Measured:
    """Seconds of ``pairs`` interleaved pairs, after one unmeasured run of each that fills the caches."""
    with tempfile.TemporaryDirectory() as scratch:
        submit = ["-m", "grader", "submit", str(SOLUTION), "-a", "linear", "-o", str(Path(scratch) / "result.json")]
        commands = {"import torch": ["-c", "import torch"], "grade submit": submit}
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(pairs + 1):
            # In turn, so that neither always runs just after the other.
            order = list(commands) if number % 2 else list(reversed(commands))
            took = {name: _run(commands[name]) for name in order}
            if number:
                for name in commands:
                    seconds[name].append(took[name])
    return Measured("import torch", seconds)


def _run(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - start
