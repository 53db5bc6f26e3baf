"""`%load_ext grader`, then `%grade softmax` in a notebook: checks what the cells that ran define, by their text.

It is for oneself alone: this process is the student's, so that nothing which is found here is a grade.
"""

from __future__ import annotations

import atexit
import sys
import threading
from contextlib import ExitStack
from importlib import import_module
from typing import TYPE_CHECKING

from IPython.core.interactiveshell import InteractiveShell

from grader.sandbox import start_runner

if TYPE_CHECKING:
    from grader.magic.checks import Checks

__all__ = ["load_ipython_extension", "unload_ipython_extension"]


class Extension:
    """Of one kernel, and ended with it."""

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell, self._ends = shell, ExitStack()
        self._runner = self._ends.enter_context(start_runner())
        self._checks: Checks | None = None
        self._last: str | None = None

    def close(self) -> None:
        """End the runner, and then what was made ready in it, which asks it nothing any more."""
        self._ends.close()
        if self._checks is not None:
            self._last = self._checks.last
            self._checks.close()
            self._checks = None

    def grade(self, line: str) -> None:
        """Check what the cells that ran define.

        %grade softmax        this exercise; several may be named
        %grade                all exercises of the assignment
        %grade -a autograd    the assignment of that name

        What counts is the text of the cells. Values in memory are not used.
        """
        try:
            if self._checks is None:
                _load()
                # Here, not above: torch loads in the runner's process while the student goes on.
                from grader.magic.checks import Checks

                self._checks = Checks(self._shell, self._runner, self._last)
            is_sound = self._checks.grade(line)
        except KeyboardInterrupt:
            sys.stderr.write("grade: interrupted\n")
            is_sound = False
        if not is_sound:  # it may be gone, or was stopped in the middle of an answer
            self.close()
            self._runner = self._ends.enter_context(start_runner())


def _load() -> None:
    """Import what checks from a thread, which no interrupt reaches: NumPy half loaded cannot be loaded any more."""
    thread = threading.Thread(target=import_module, args=("grader.magic.checks",), name="grade", daemon=True)
    thread.start()
    thread.join()


_loaded: dict[int, Extension] = {}


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Start a runner, and do not wait for it."""
    unload_ipython_extension(shell)
    extension = _loaded[id(shell)] = Extension(shell)
    atexit.register(extension.close)
    shell.magics_manager.register_function(extension.grade, "line", "grade")


def unload_ipython_extension(shell: InteractiveShell) -> None:
    extension = _loaded.pop(id(shell), None)
    if extension is not None:
        atexit.unregister(extension.close)
        shell.magics_manager.magics["line"].pop("grade", None)
        extension.close()
