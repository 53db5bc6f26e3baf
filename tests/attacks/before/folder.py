"""Wants the grader dead: the submission is a folder with the right name.

stopped_by: the reader: a submission is a regular file
ends: refused
control: gone
honest: no
placed: folder
"""
