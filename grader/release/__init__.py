"""The students' copy of a course: made, recorded, and brought up to date.

Nothing is imported here: a grading asks only what of a copy is changed, and need not know how one is made.
"""
