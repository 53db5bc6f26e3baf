"""`grade check --watch`: from a save to its answer on a terminal, against `python -c "import torch"`, by back end."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from types import TracebackType

from benchmarks.cold import ROOT, SOLUTION
from benchmarks.table import Measured

IMPORT = "import torch"
BACKENDS = ("fork", "spare")
_TEXT = SOLUTION.read_text(encoding="utf-8")
_LINE = "return ((prediction - target) ** 2).mean()"
_RIGHT, _WRONG = "11 of 11 exercises pass", "10 of 11 exercises pass"
# A terminal that holds every report, and how long it must be still for the report to be whole.
_ROWS, _COLUMNS, _STILL = 250, 100, 0.4
_PATIENCE = 300.0
_START = "import os, sys; os.login_tty(0); os.execv(sys.executable, [sys.executable, '-m', 'grader', *sys.argv[1:]])"


def measure_watch(rounds: int) -> Measured:
    """Seconds from the save of a changed `linear` until its report stands there; nothing is taken off them."""
    seconds: dict[str, list[float]] = {IMPORT: []}
    with _Watched("fork") as fork, _Watched("spare") as spare:
        for number in range(rounds + 1):
            took = {IMPORT: _import_torch()}
            for name, watched in (("fork", fork), ("spare", spare)):
                # Where there is no fork the next interpreter loads behind each answer: nobody saves before it is there.
                pause = 0.5 if name == "fork" else 6 * took[IMPORT] + 1
                took[f"{name}: one function, still right"] = watched.save(f"{_LINE}  # {number}", _RIGHT, pause)
                took[f"{name}: one function, now wrong"] = watched.save(f"{_LINE} + {number + 1}", _WRONG, pause)
                took[f"{name}: all eleven exercises again"] = watched.type("r", _WRONG, pause)
            if number:  # the first ones start what is kept
                for name, each in took.items():
                    seconds.setdefault(name, []).append(each)
    return Measured(IMPORT, seconds, "The student's own compute is within these times.")


def _import_torch() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import torch"], check=True)
    return time.perf_counter() - start


class _Watched:
    """The command at a terminal, watching a copy of `linear` of its own."""

    def __init__(self, backend: str) -> None:
        self._folder = Path(tempfile.mkdtemp())
        self._file = self._folder / "linear.py"
        for name in ("assignments/linear", "reference/linear"):
            shutil.copytree(ROOT / name, self._folder / name)
        course = "format: 1\ntitle: A benchmark\nassignments: [linear]\n"
        (self._folder / "course.yaml").write_text(course, encoding="utf-8")
        self._file.write_text(_TEXT, encoding="utf-8")
        self._terminal, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, "check", "--watch", "--backend", backend],
            cwd=self._folder,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "NO_COLOR": "1"},
        )
        os.close(theirs)

    def __enter__(self) -> _Watched:
        self._answered(_RIGHT)
        time.sleep(15)  # what is loaded behind the first report
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.write(self._terminal, b"q")
        while self._process.poll() is None:
            self._read(0.1)
        os.close(self._terminal)
        shutil.rmtree(self._folder)

    def save(self, line: str, expected: str, pause: float) -> float:
        """As editors do it: a new file in the place of the old one."""
        time.sleep(pause)
        new = self._file.with_suffix(".new")
        new.write_text(_TEXT.replace(_LINE, line), encoding="utf-8")
        start = time.perf_counter()
        new.replace(self._file)
        return self._answered(expected) - start

    def type(self, key: str, expected: str, pause: float) -> float:
        time.sleep(pause)
        start = time.perf_counter()
        os.write(self._terminal, key.encode())
        return self._answered(expected) - start

    def _answered(self, expected: str) -> float:
        """When the last of the report that says ``expected`` was written."""
        found, last, deadline = "", 0.0, time.perf_counter() + _PATIENCE
        while time.perf_counter() < deadline:
            more = self._read(_STILL)
            if more:
                found, last = found + more, time.perf_counter()
            elif expected in found and "Next:" in found.rpartition(expected)[2]:
                return last
        raise RuntimeError(f"no answer: {found[-2000:]}")

    def _read(self, seconds: float) -> str:
        if not select.select([self._terminal], [], [], seconds)[0]:
            return ""
        try:
            return os.read(self._terminal, 1 << 16).decode(errors="replace")
        except OSError:  # it has ended
            return ""
