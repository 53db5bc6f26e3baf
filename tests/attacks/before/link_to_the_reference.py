"""Wants points: the submission is a link to the reference.

stopped_by: the reader: a submission is a regular file
ends: refused
control: paid
honest: no
placed: link
"""
