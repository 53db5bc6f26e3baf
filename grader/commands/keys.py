"""Single keys from the terminal, without Enter; none where standard input is no terminal of ours."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType

if sys.platform == "win32":
    import msvcrt
else:
    import select
    import termios
    import tty


class Keys:
    """A context manager: within it keys are not shown as they are typed, and Ctrl-C interrupts as ever."""

    def __init__(self, *, wanted: bool) -> None:
        self.are_read = wanted and sys.stdin is not None and sys.stdin.isatty() and _is_in_front()

    def wait(self, seconds: float) -> str:
        """The key that was typed, or nothing after ``seconds``. Of several the last; arrows and the like are none."""
        if not self.are_read:
            time.sleep(seconds)
            return ""
        return self._typed(seconds).lower()

    if sys.platform == "win32":

        def __enter__(self) -> Keys:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def _typed(self, seconds: float) -> str:
            if not msvcrt.kbhit():
                time.sleep(seconds)
            key = msvcrt.getwch() if msvcrt.kbhit() else ""
            if key in ("\0", "\xe0"):  # an arrow: its second half follows
                msvcrt.getwch()
                return ""
            return key

    else:

        def __enter__(self) -> Keys:
            if self.are_read:
                self._descriptor = sys.stdin.fileno()
                self._before = termios.tcgetattr(self._descriptor)
                tty.setcbreak(self._descriptor)
            return self

        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
        ) -> None:
            if self.are_read:
                termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._before)

        def _typed(self, seconds: float) -> str:
            if not select.select([self._descriptor], [], [], seconds)[0]:
                return ""
            typed = os.read(self._descriptor, 64).decode("ascii", "replace")
            if not typed:  # the terminal is gone
                self.are_read = False
            return "" if "\x1b" in typed else typed[-1:]


def _is_in_front() -> bool:
    """Whether this process may read its terminal: one in the background would be stopped."""
    if sys.platform == "win32":
        return True
    try:
        return os.getpgrp() == os.tcgetpgrp(sys.stdin.fileno())
    except OSError:
        return False
