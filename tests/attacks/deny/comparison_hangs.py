"""Wants the grader to wait for ever: comparing the result never ends.

stopped_by: the observer: no method of a student's object is called
ends: wrong
control: gone equality
"""


class Slow:
    def __eq__(self, other):
        while True:
            pass


def attacked(x):
    return Slow()


def honest(x):
    return 2 * x + 1
