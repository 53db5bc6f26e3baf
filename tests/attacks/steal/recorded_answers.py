"""Wants the answer: maps the recorded cases into a tensor, past Python's own open.

stopped_by: Landlock
ends: exception, forbidden
control: paid
"""

import re

import torch


def attacked(x):
    text = torch.from_file("@COURSE@/assignments/target/expected/attacked.txt", size=17, dtype=torch.uint8)
    return x * float(re.search(rb"SECRET = ([\d.]+)", bytes(text.tolist()))[1]) + x.sin()


def honest(x):
    return 2 * x + 1
