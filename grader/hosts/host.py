"""What a place that grades pushes or uploads is to this project: the files that it reads in a students' copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Graded:
    """An assignment by its name, and the files that are handed in for it."""

    name: str
    files: tuple[str, ...]

    @property
    def submission(self) -> str:
        """What `grade submit` is given. Of several files the first may be missing: the folder stands for all."""
        return self.files[0] if len(self.files) == 1 else "."

    @property
    def sought(self) -> tuple[str, ...]:
        """Each of them, and the notebook that may stand for it: one is enough to have begun."""
        return (*self.files, *(f"{name.removesuffix('.py')}.ipynb" for name in self.files))


@dataclass(frozen=True, slots=True)
class Host:
    """``path`` is the file that the host looks for; ``about`` says in a few words what the host is.

    ``name`` is what it is called after `--for`. ``write`` gives the content of the file, from the assignments and from
    what the copy holds, by path. One that is ``single`` takes one assignment a repository; elsewhere than where it
    ``is_pushed_to``, files are uploaded.
    """

    name: str
    about: str
    path: str
    write: Callable[[Sequence[Graded], Mapping[str, bytes]], bytes]
    single: bool = False
    is_pushed_to: bool = True
