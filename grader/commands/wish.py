"""What `check` and `submit` were asked for, as typed. Nothing is resolved here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for. ``seed`` None: the command's own; ``only`` are exercises, ``exercise/case`` included.

    With ``plot`` pictures are drawn, into ``plot_dir`` or else a folder of ours. With ``push`` it is handed in, under
    ``message`` or else one of ours. With ``whole`` everything in a notebook is run. With ``missing_is_empty`` what is
    not there, or is no file that can be read, is graded as an empty one. ``device`` is where exercises are made.
    """

    submission: Path | None
    assignment: str | None
    output: str | None
    seed: int | None
    official: bool
    fail_under: float | None = None
    exit_zero: bool = False
    only: tuple[str, ...] = ()
    require: str | None = None
    debug: bool = False
    verbose: bool = False
    plot: bool = False
    plot_dir: Path | None = None
    push: bool = False
    message: str | None = None
    whole: bool = False
    missing_is_empty: bool = False
    device: str = ""
