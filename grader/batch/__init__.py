"""A class graded: what a gradebook holds, in several processes at a time. Judges nothing itself."""

from grader.batch.basis import basis_of, dependants_in
from grader.batch.capacity import most_workers
from grader.batch.grading import Grading, Tally
from grader.batch.messages import Setup
from grader.batch.scratch import scratch_folder
from grader.batch.workers import Workers

__all__ = ["Grading", "Setup", "Tally", "Workers", "basis_of", "dependants_in", "most_workers", "scratch_folder"]
