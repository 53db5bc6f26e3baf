"""Wants to know the network: asks the kernel over netlink.

stopped_by: seccomp
ends: forbidden, exception
control: canary
"""

import socket


def attacked(x):
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW) as one:
        one.bind((0, 0))
    print("token-of-the-grader")
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
