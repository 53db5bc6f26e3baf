"""Wants to command the workflow: prints lines that GitHub's runner obeys.

stopped_by: the report: no line of a student's begins a line of ours
ends: wrong
control: shown
"""


def attacked(x):
    print("::error file=autograd.py::all is well")
    print("   ::set-output name=score::100")
    return x


def honest(x):
    return 2 * x + 1
