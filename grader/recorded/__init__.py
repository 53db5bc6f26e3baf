"""What the course's own code answered, kept for where it is not: by who answered, and by what was asked."""

from grader.recorded.digest import digest
from grader.recorded.recording import FOLDER, NotRecordedError, Recording, tape_file
from grader.recorded.tape import SOLUTION, Tape

__all__ = ["FOLDER", "SOLUTION", "NotRecordedError", "Recording", "Tape", "digest", "tape_file"]
