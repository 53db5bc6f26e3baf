"""A class graded: what a gradebook holds, in several processes at a time. Judges nothing itself."""

from grader.batch.basis import basis_of, dependants_in
from grader.batch.capacity import most_workers
from grader.batch.grading import Grading, Tally
from grader.batch.messages import Setup
from grader.batch.scratch import scratch_folder
from grader.batch.shipping import pack
from grader.batch.workers import Pool, Workers

__all__ = [
    "Grading",
    "Pool",
    "Setup",
    "Tally",
    "Workers",
    "basis_of",
    "dependants_in",
    "most_workers",
    "pack",
    "scratch_folder",
]
