"""Notebooks, and what is exported from them, as the text of a module. Nothing of them is run here."""

from grader.notebooks.convert import Converted, of_notebook, of_script
from grader.notebooks.document import LARGEST, is_notebook
from grader.notebooks.several import Several, of_executed

__all__ = ["LARGEST", "Converted", "Several", "is_notebook", "of_executed", "of_notebook", "of_script"]
