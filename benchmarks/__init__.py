"""How long grading takes, beside what it cannot do without. `python -m benchmarks` prints both tables.

Nothing here is part of the package, and no test asserts a time.
"""
