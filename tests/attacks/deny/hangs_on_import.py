"""Wants the grader to wait for ever: the file never finishes to be imported.

stopped_by: the supervisor: one time limit for all exercises
ends: import
honest: no
hangs: yes
control: gone
"""

while True:
    pass
