"""The language explained from what declares it: a topic for each word, and any exercise with all defaults written out.

It prepares what is said; how that is shown is for `reporters` and for the page in `docs`.
"""

from __future__ import annotations

from grader.explain.exercise import explain_exercise
from grader.explain.exposition import Exposition
from grader.explain.files import FILES
from grader.explain.topic import GROUPS, Topic
from grader.explain.topics import meant, named, topics

__all__ = ["FILES", "GROUPS", "Exposition", "Topic", "explain_exercise", "meant", "named", "topics"]
