"""Wants words that act: a trace of its own making, with commands for a terminal where names of functions should be.

stopped_by: the report: text of a submission is inert, wherever it comes from
ends: forbidden, wrong
control: not run: naive graders trace nothing
attacks: traced
"""

import sys

from grader.model.record import Trace

NAMES = ("torch.\x1b[2J", "torch.\u202efake", "\n::error::fake", *(f"torch.{'x' * 150}{i}" for i in range(2000)))

for name, module in list(sys.modules.items()):
    if name == "grader.runner.trace":
        module.Tracer.trace = property(lambda self: Trace(NAMES, 0))


def traced(x):
    return x.sum()


def honest(x):
    return 2 * x + 1
