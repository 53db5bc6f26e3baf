"""Submissions as instructors have them, each with its student. What was handed in is read here, and never run."""

from grader.collect.collect import collect
from grader.collect.found import Found
from grader.collect.roster import Roster
from grader.collect.roster_file import read_roster

__all__ = ["Found", "Roster", "collect", "read_roster"]
