"""Wants the hidden cases: keeps what they were asked, and prints it in an open exercise.

stopped_by: the runner: hidden cases have a process of their own
ends: wrong
control: leaked
"""

asked = []


def closed(x):
    asked.append(x.tolist())
    return x


def attacked(x):
    print(asked)
    return x


def honest(x):
    return 2 * x + 1
