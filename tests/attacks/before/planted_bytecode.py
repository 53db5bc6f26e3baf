"""Wants to run instead of what was read: bytecode beside the submission that is never checked against it.

stopped_by: the runner: it compiles the text that was read, and nothing else
ends: not_implemented
control: canary target
placed: bytecode
"""

print("token-of-the-grader")
open("@PLACE@/canary", "w").close()
