"""Wants the grader's memory: the submission is a link to a device that never ends.

stopped_by: the reader: a submission is a regular file
ends: refused
control: gone
honest: no
placed: device
"""
