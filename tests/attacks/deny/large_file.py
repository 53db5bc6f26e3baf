"""Wants a full disk: one file of a hundred megabytes.

stopped_by: limits: the size of a file is bounded
ends: exception
control: canary
"""


def attacked(x):
    with open("large", "wb") as file:
        file.truncate(100 << 20)
    print("token-of-the-grader")
    open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
