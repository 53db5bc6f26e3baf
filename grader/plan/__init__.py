"""From a specification to complete calls: every number is drawn here, with NumPy, and no torch is loaded.

``draw_exercises`` makes drafts from the specification and the seed; ``Draft.complete`` adds what only the reference's
record of ``Draft.survey`` can tell: the shapes of parameters and of cotangents. ``read_file`` reads data files.
"""

from grader.plan.draft import Draft, ExercisePlan, draw_exercises
from grader.plan.errors import PlanError
from grader.plan.files import read_file
from grader.plan.laws import law_calls
from grader.plan.snippet import snippet
from grader.plan.used import names_used

__all__ = ["Draft", "ExercisePlan", "PlanError", "draw_exercises", "law_calls", "names_used", "read_file", "snippet"]
