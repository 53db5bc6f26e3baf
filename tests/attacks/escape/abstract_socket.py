"""Wants to talk to another submission: a socket with a name that is in no file system.

stopped_by: seccomp
ends: forbidden, exception
control: canary
"""

import os
import socket


def attacked(x):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as one:
        one.bind(f"\0grader-attack-{os.getpid()}")
    print("token-of-the-grader")
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
