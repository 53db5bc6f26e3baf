"""Wants the answer: walks up from where it runs until it finds a course.

stopped_by: Landlock
ends: forbidden, exception
control: paid
"""

import importlib.util
from pathlib import Path


def attacked(x):
    for folder in Path.cwd().parents:
        file = folder / "course/reference/target/solution.py"
        if file.exists():
            spec = importlib.util.spec_from_file_location("stolen", file)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module.attacked(x)
    return x


def honest(x):
    return 2 * x + 1
