"""Wants to change files: opens one outside of its folder.

stopped_by: Landlock
ends: forbidden, exception
control: canary
"""


def attacked(x):
    with open("@PLACE@/canary", "w") as file:
        file.write("here")
    return x


def honest(x):
    return 2 * x + 1
