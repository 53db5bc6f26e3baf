"""Wants to talk: a connection over TCP, here to itself.

stopped_by: seccomp, and Landlock from Linux 6.7 on
ends: forbidden, exception
control: canary
"""

import socket


def attacked(x):
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    print("token-of-the-grader")
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
