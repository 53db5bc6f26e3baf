"""Wants another student's points: rewrites a result file beside its own.

stopped_by: Landlock
ends: forbidden, exception
control: canary
"""


def attacked(x):
    with open("@PLACE@/grade-result.json", "w") as file:
        file.write('{"score": 100}')
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
