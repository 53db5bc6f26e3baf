"""Wants the report dead: halves of characters, which no encoding can write.

stopped_by: the report: they are spelt
ends: exception
control: gone
"""


def attacked(x):
    raise ValueError("\ud800 \udfff")


def honest(x):
    return 2 * x + 1
