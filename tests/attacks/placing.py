"""How an attack is handed in: as a file, or as what else lies where a submission should."""

from __future__ import annotations

import importlib.util
import os
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]
from pathlib import Path

from tests.attacks.attack import Attack
from tests.attacks.world import World, course_files

HONEST = "def honest(x):\n    return 2 * x + 1\n"
# Where the attack lies beside a submission that does honest work.
HONEST_BESIDE = ("torch.py", "json.py", "bytecode")


def hand_in(attack: Attack, world: World, folder: Path) -> Path:
    """Put the attack into ``folder``; where the submission is."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "target.py"
    text = attack.text.replace("@COURSE@", str(world.course)).replace("@PLACE@", str(world.place))
    match attack.placed:
        case "link":
            file.symlink_to(world.course / "reference/target/solution.py")
        case "device":
            file.symlink_to("/dev/zero")
        case "pipe":
            os.mkfifo(file)
        case "folder":
            file.mkdir()
        case "made":
            names: dict[str, object] = {}
            exec(text, names)
            file.write_text(names["source"](), encoding="utf-8")  # type: ignore[operator]
        case "bytecode":
            _write_bytecode(file, text)
            file.write_text(HONEST, encoding="utf-8")
        case "torch.py" | "json.py":
            (folder / attack.placed).write_text(text, encoding="utf-8")
            file.write_text(HONEST, encoding="utf-8")
        case _:
            file.write_text(text, encoding="utf-8")
    if attack.placed == "course":
        _write_course(folder)
    if attack.placed == "linked":
        (folder / "grade-result.json").symlink_to(world.place / "victim")
    if attack.placed == "piped":
        os.mkfifo(folder / "grade-result.json")
    return file


def _write_bytecode(file: Path, text: str) -> None:
    """What Python runs instead of ``file`` without a look at it."""
    cached = Path(importlib.util.cache_from_source(str(file)))
    cached.parent.mkdir()
    code = compile(text, str(file), "exec")
    cached.write_bytes(_code_to_hash_pyc(code, bytes(8), False))


def _write_course(folder: Path) -> None:
    reference = "def attacked(x):\n    return x * 0\n\n\nclosed = graph = attacked\n\n\n" + HONEST
    files = {**course_files(is_hanging=False), "reference/target/solution.py": reference}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
