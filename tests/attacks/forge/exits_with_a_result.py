"""Wants points: writes the grader's result itself, then ends the process before anything else can be written.

stopped_by: the grader: the result is written by a process that runs no student code
ends: crash, forbidden
control: paid
"""

import json
import os


def attacked(x):
    with open("@PLACE@/naive.json", "w") as file:
        json.dump({"attacked": "passed", "honest": "passed"}, file)
    os._exit(0)


def honest(x):
    return 2 * x + 1
