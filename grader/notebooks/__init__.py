"""Notebooks, and what is exported from them, as the text of a module. Nothing of them is run here."""

from grader.notebooks.convert import Converted, of_notebook, of_script
from grader.notebooks.document import LARGEST, is_notebook

__all__ = ["LARGEST", "Converted", "is_notebook", "of_notebook", "of_script"]
