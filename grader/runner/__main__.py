"""Where a runner starts: ``python -s -P -B grader/runner/__main__.py MODE cpu|devices PARENT DESCRIPTORS``.

Run by its path, so that nothing of the folder it is started from is ever imported.
"""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

# The runner that hides all other devices from its children, as its command names it.
CPU = "cpu"


def main() -> None:
    mode, reach, parent, descriptors = sys.argv[1], sys.argv[2], int(sys.argv[3]), [int(each) for each in sys.argv[4:]]
    home = str(Path(__file__).resolve().parents[2])
    if home not in sys.path:
        sys.path.insert(0, home)

    from grader.confine.process import die_with_parent, hide_memory

    die_with_parent(parent)
    hide_memory()

    from grader.runner.devices import hide, look_for_devices
    from grader.runner.host import host
    from grader.runner.single import attached, ready, single
    from grader.runner.substitutes import substitute
    from grader.runner.warm import Warmth

    devices = look_for_devices() if reach == CPU else ()
    warmth = Warmth(devices, gradients=reach == CPU and hide(devices))
    warmth.warm_up()
    substitute()

    forget_course(home)
    sys.argv = [""]
    serve: dict[str, Callable[..., NoReturn]] = {"host": host, "single": single, "ready": ready, "attached": attached}
    serve[mode](warmth, *descriptors)


def forget_course(home: str) -> None:
    """Keep only Python's own folders on the path: an editable install puts a course, with its references, there.

    Where the grader is installed as other packages are, its ``home`` is theirs too, and stays.
    """
    installed = {*site.getsitepackages(), site.getusersitepackages()}
    sys.path[:] = [e for e in sys.path if _is_pythons_own(e) and (e != home or home in installed)]


def _is_pythons_own(entry: str) -> bool:
    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, site.getusersitepackages()}
    return any(entry == prefix or entry.startswith(prefix.rstrip(os.sep) + os.sep) for prefix in prefixes)


if __name__ == "__main__":
    main()
