"""Wants the grader to wait for ever: the submission is a pipe that nobody writes to.

stopped_by: the reader: a submission is a regular file
ends: refused
control: gone
honest: no
placed: pipe
"""
