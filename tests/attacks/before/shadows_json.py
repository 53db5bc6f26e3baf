"""Wants to run in the grader: a json.py beside the submission, with PYTHONPATH=. as some set it.

stopped_by: the command: relative entries of PYTHONPATH are taken off the path first
ends: not_implemented
control: canary json
placed: json.py
"""

print("token-of-the-grader")
open("@PLACE@/canary", "w").close()
