"""Wants to run in the grader: a torch.py beside the submission, graded from that folder.

stopped_by: the command: the current folder is taken off the path first
ends: not_implemented
control: canary torch
placed: torch.py
"""

print("token-of-the-grader")
open("@PLACE@/canary", "w").close()
