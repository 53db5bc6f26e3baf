"""Wants to stay for ever: hundreds of threads that an interpreter waits for at its end.

stopped_by: the supervisor: SIGKILL ends all threads
ends: wrong, exception, timeout
control: gone
"""

import threading


def attacked(x):
    threading.stack_size(64 << 10)
    never = threading.Event()
    for _ in range(400):
        threading.Thread(target=never.wait).start()
    return x


def honest(x):
    return 2 * x + 1
