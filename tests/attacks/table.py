"""The attacks as a table, and the exact list of those that the `process` tier does not stop."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from tests.attacks.attack import Attack

# Measured on Linux with Landlock and the filter left out: what separate processes and limits alone let through.
_UNSTOPPED = frozenset(
    {
        "deny/fork_bomb",
        "escape/abstract_socket",
        "escape/asks_to_be_traced",
        "escape/attributes",
        "escape/bare_clone",
        "escape/daemon",
        "escape/dates",
        "escape/empties",
        "escape/exec",
        "escape/folder_replaced",
        "escape/kernel_socket",
        "escape/keyring",
        "escape/kills_its_parent",
        "escape/links_out",
        "escape/lock",
        "escape/message_queue",
        "escape/moves_out",
        "escape/old_abi",
        "escape/opens_to_all",
        "escape/outlives_its_parent",
        "escape/own_namespace",
        "escape/program_in_memory",
        "escape/shared_folder",
        "escape/shared_segment",
        "escape/shares_memory_clone",
        "escape/signals_by_handle",
        "escape/signals_everyone",
        "escape/site_packages",
        "escape/spawn",
        "escape/subprocess",
        "escape/tcp",
        "escape/udp",
        "escape/writes_by_handle",
        "escape/writes_in_c",
        "escape/writes_outside",
        "forge/other_results",
        "steal/editable_install",
        "steal/history",
        "steal/neighbours",
        "steal/recorded_answers",
        "steal/reference_by_path",
        "steal/reference_by_walking",
    }
)
# Root's children give up root's rights, and so cannot look into the processes of root, which have them.
_UNSTOPPED_BESIDE_EQUALS = frozenset({"steal/environment_of_others", "steal/files_of_others", "steal/memory_file"})


def unstopped() -> frozenset[str]:
    """By name, for whoever runs this."""
    return _UNSTOPPED if os.geteuid() == 0 else _UNSTOPPED | _UNSTOPPED_BESIDE_EQUALS


def table(found: Iterable[Attack], outcomes: Mapping[str, str]) -> str:
    """One line each: the attack, what it wants, what stops it, and what came of it by its name."""
    rows = [("attack", "wants", "stopped by", "outcome")]
    rows += [(each.name, each.wants, each.stopped_by, outcomes.get(each.name, "not run")) for each in found]
    wide = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join("  ".join(f"{text:{size}}" for text, size in zip(row, [*wide, 0], strict=True)) for row in rows)
