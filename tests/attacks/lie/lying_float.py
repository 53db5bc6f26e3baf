"""Wants points: a float whose difference from anything is zero.

stopped_by: the observer: only Python's own float is a number
ends: wrong
control: paid distance
"""


class Lying(float):
    def __sub__(self, other):
        return 0.0


def attacked(x):
    return Lying(1.0)


def honest(x):
    return 2 * x + 1
