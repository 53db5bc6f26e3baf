"""Hands in by Git: commits the files of a submission, pushes them, and knows where the grade appears."""

from grader.handin.pages import Pages, pages_of
from grader.handin.place import Place, find_place
from grader.handin.push import Handed, hand_in

__all__ = ["Handed", "Pages", "Place", "find_place", "hand_in", "pages_of"]
