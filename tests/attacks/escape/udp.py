"""Wants to talk: datagrams, which Landlock does not know.

stopped_by: seccomp
ends: forbidden, exception
control: canary
"""

import socket


def attacked(x):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        one.sendto(b"answers?", one.getsockname())
    print("token-of-the-grader")
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
