"""An attack is a submission; the docstring at its top says what it wants, what stops it and how that is shown.

Wants points: what it does, in one line.

stopped_by: Landlock          the layer that stops it, in a few words
ends: wrong, timeout          causes that the attacked exercise may end with
control: paid difference      how it succeeds where that layer is missing (see ``SIGNS``), then options of ``naive``
attacks: graph                the exercise that it attacks, where that is not `attacked`
honest: no                    where the right exercise cannot be paid: the file does not even import
placed: link                  how it is handed in, where that is not as a file (see ``placing``)
hangs: yes                    where it ends when its time is up, though by another cause than that
where: root                   what its control needs and not every machine has
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
CLASSES = ("lie", "forge", "steal", "deny", "escape", "before", "after")

SIGNS = {
    "paid": "the result file says that the attacked exercise passed",
    "framed": "a frame says so",
    "printed": "the last line of the output says so",
    "skipped": "the attacked exercise is left out of the count",
    "canary": "what it wants is in the canary's folder",
    "gone": "the grader is dead or waits for ever: the honest exercise gets no verdict",
    "leaked": "what only a hidden case knows is in the output of an open one",
    "shown": "a terminal, a log or a page would act on what is shown",
    "left": "something is left behind that cannot be removed",
    "not run": "in words why not",
}


@dataclass(frozen=True, slots=True)
class Attack:
    """One file; ``sign`` and ``options`` are its positive control, ``reason`` why there is none."""

    file: Path
    wants: str
    stopped_by: str
    ends: tuple[str, ...]
    sign: str
    options: tuple[str, ...]
    reason: str
    target: str
    is_honest: bool
    placed: str
    where: str
    never_ends: bool

    @property
    def kind(self) -> str:
        return self.file.parent.name

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.file.stem}"

    @property
    def is_hanging(self) -> bool:
        """Whether it ends when the time is up; all others get as much as they want."""
        return "timeout" in self.ends or self.never_ends

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")


def read(file: Path) -> Attack:
    """Raises ``ValueError`` with what the docstring lacks."""
    first, *rest = (ast.get_docstring(ast.parse(file.read_bytes())) or "").splitlines() or [""]
    fields = dict(line.split(": ", 1) for line in rest if ": " in line)
    lacking = {"stopped_by", "ends", "control"} - fields.keys()
    if not first.startswith("Wants ") or lacking:
        raise ValueError(f"{file}: expected a first line `Wants …` and {', '.join(sorted(lacking))}")
    sign, _, rest_of_it = fields["control"].partition(" ")
    reason = ""
    if fields["control"].startswith("not run: "):
        sign, reason, rest_of_it = "not run", fields["control"].removeprefix("not run: "), ""
    if sign not in SIGNS:
        raise ValueError(f"{file}: there is no sign {sign!r}: choose from {', '.join(SIGNS)}")
    return Attack(
        file=file,
        wants=first.removeprefix("Wants ").rstrip("."),
        stopped_by=fields["stopped_by"],
        ends=tuple(cause.strip() for cause in fields["ends"].split(",")),
        sign=sign,
        options=tuple(rest_of_it.split()),
        reason=reason,
        target=fields.get("attacks", "attacked"),
        is_honest=fields.get("honest", "yes") != "no",
        placed=fields.get("placed", ""),
        where=fields.get("where", ""),
        never_ends=fields.get("hangs") == "yes",
    )


def attacks() -> list[Attack]:
    """All of them, class by class."""
    return [read(file) for kind in CLASSES for file in sorted((FOLDER / kind).glob("*.py"))]
