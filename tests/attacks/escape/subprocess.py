"""Wants to run a program: subprocess, which forks and runs it.

stopped_by: seccomp, and Landlock: nothing may be run
ends: forbidden, exception
control: canary
"""

import subprocess


def attacked(x):
    subprocess.run(["touch", "@PLACE@/canary"])
    print("token-of-the-grader")
    return x


def honest(x):
    return 2 * x + 1
