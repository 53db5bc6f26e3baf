"""`python -m tests.attacks [--process] [NAME]…`: runs the attacks against the grader and prints what came of each.

With `--process` Landlock and the filter of system calls are left out.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from grader.sandbox import BACKENDS, LAYERS, Runner, default_backend
from grader.sandbox.folder import remove_folder
from tests.attacks.attack import Attack, attacks
from tests.attacks.control import naive_graders
from tests.attacks.graded import Outcome, grade_attack
from tests.attacks.processes import adopting_orphans
from tests.attacks.table import table
from tests.attacks.world import make_world

_HOME = tempfile.gettempdir()


def main() -> int:
    is_bare = "--process" in sys.argv[1:]
    wanted = set(sys.argv[1:]) - {"--process"}
    chosen = [attack for attack in attacks() if not wanted or attack.name in wanted]
    outcomes: dict[str, str] = {}
    # The naive graders only live here: a process of the same user, with a token, for those that look for one.
    with adopting_orphans(), naive_graders():
        runner = BACKENDS[default_backend()]()
        for attack in chosen:
            outcome = _run(attack, runner, () if is_bare else LAYERS)
            outcomes[attack.name] = f"GOT {', '.join(outcome.got)}" if outcome.got else f"stopped: {outcome.cause}"
            if "no grade at all" in outcome.got:
                runner.close()
                runner = BACKENDS[default_backend()]()
        runner.close()
    got = sum(text.startswith("GOT") for text in outcomes.values())
    print(table(chosen, outcomes))
    print(f"{len(chosen)} attacks, {got} got something")
    return 0 if is_bare or not got else 1


def _run(attack: Attack, runner: Runner, layers: tuple[str, ...]) -> Outcome:
    root = Path(tempfile.mkdtemp(prefix="attack-", dir=_HOME))
    world = make_world(root, is_hanging=attack.is_hanging)
    tempfile.tempdir = os.environ["TMPDIR"] = str(root / "scratch")
    try:
        return grade_attack(attack, world, runner, layers)
    finally:
        remove_folder(root)


if __name__ == "__main__":
    sys.exit(main())
