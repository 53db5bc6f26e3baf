"""Supervises the processes that run student code: starts, asks, bounds and ends them. Never judges or loads torch."""

from grader.confine.confine import LAYERS
from grader.sandbox.child import Lost
from grader.sandbox.confinement import ISOLATED, NONE, PROCESS, Confinement, ConfinementError
from grader.sandbox.confining import Budget, Policy, try_confinement
from grader.sandbox.cores import cores
from grader.sandbox.facts import Facts
from grader.sandbox.folder import fill_folder, remove_folder
from grader.sandbox.gpu import free_on_gpus
from grader.sandbox.launcher import launch
from grader.sandbox.ledger import Fate
from grader.sandbox.loading import TOGETHER, TRIES
from grader.sandbox.messages import MESSAGES
from grader.sandbox.runner import (
    BACKENDS,
    Runner,
    absent_libraries,
    default_backend,
    start_attached,
    start_runner,
    why_not_imported,
)
from grader.sandbox.session import Answer, Observed, Session
from grader.sandbox.source import Source

__all__ = [
    "BACKENDS",
    "ISOLATED",
    "LAYERS",
    "MESSAGES",
    "NONE",
    "PROCESS",
    "TOGETHER",
    "TRIES",
    "Answer",
    "Budget",
    "Confinement",
    "ConfinementError",
    "Facts",
    "Fate",
    "Lost",
    "Observed",
    "Policy",
    "Runner",
    "Session",
    "Source",
    "absent_libraries",
    "cores",
    "default_backend",
    "fill_folder",
    "free_on_gpus",
    "launch",
    "remove_folder",
    "start_attached",
    "start_runner",
    "try_confinement",
    "why_not_imported",
]
