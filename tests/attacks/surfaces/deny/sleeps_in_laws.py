"""Wants the grader's time: answers at once, and takes as long as it may in every further call that a law makes.

stopped_by: the pipeline: calls for laws have a time together
ends: wrong, timeout
control: not run: naive graders know no laws
attacks: lawful
"""

import time

asked = []


def lawful(x, y):
    asked.append(x)
    time.sleep(0.1 if len(asked) <= 4 else 0.45)
    return x + y


def honest(x):
    return 2 * x + 1
