"""How hosts name what students handed in when a teacher downloads it: one file a host, and nothing guessed.

Each rule says in its docstring where it comes from. ``read_name`` is asked of folders and of files.
"""

from __future__ import annotations

from grader.collect.naming import blackboard, brightspace, canvas, moodle
from grader.collect.naming.named import Named

# In this order: the earlier ones are the more particular.
_RULES = (moodle.read, brightspace.read, blackboard.read, canvas.read)


def read_name(name: str, *, is_folder: bool) -> Named | None:
    """What the name of a folder or file tells, if a host wrote it."""
    for rule in _RULES:
        found = rule(name, is_folder)
        if found is not None:
            return found
    return None


__all__ = ["Named", "read_name"]
