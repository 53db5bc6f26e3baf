"""Wants to run a program that is in no file: written into memory, and run from there.

stopped_by: seccomp, and Landlock: nothing may be run
ends: forbidden, exception
control: canary
"""

import os


def attacked(x):
    program = os.memfd_create("program", 0)
    with open("/bin/touch", "rb") as file:
        os.write(program, file.read())
    os.execve(program, ["touch", "@PLACE@/canary"], {})


def honest(x):
    return 2 * x + 1
