"""A process that grades one submission after the other: reads questions, writes replies, ends when no more come.

It is as trusted as the driver. Its runner, and so what students wrote, dies with it.
"""

from __future__ import annotations

import sys
import traceback
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from grader.batch.marks import graded_of
from grader.batch.messages import Question, Reply, Setup, read_question, read_setup, write_reply
from grader.confine.process import die_with_parent
from grader.errors import GraderError, UsageError
from grader.gradebook.gradings import Graded
from grader.notebooks.naming import find_file
from grader.pipeline import Prepared, Request
from grader.sandbox import start_runner
from grader.spec import assignment_file, load_assignment, load_course


def main() -> None:
    """The entry of the process; its argument is the parent's process id."""
    die_with_parent(int(sys.argv[1]))
    questions, replies = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what is printed by mistake is no reply
    setup = read_setup(questions.readline())
    with suppress(KeyboardInterrupt, BrokenPipeError), start_runner(setup.backend) as runner:
        try:
            request = _request(setup)
            with Prepared(request, runner) as prepared:
                runner.warm()
                _serve(prepared, request, questions, replies)
        except GraderError as error:
            _write(replies, Reply(error=str(error), is_usage=isinstance(error, UsageError)))


def _request(setup: Setup) -> Request:
    course = load_course(Path(setup.course))
    assignment = load_assignment(assignment_file(course, setup.assignment), course)
    file = Path(assignment.submission)
    return Request(
        file,
        assignment,
        course,
        setup.seed,
        setup.seed_source,
        require=setup.require,
        missing_is_empty=True,
        device=setup.device,
    )


def _serve(prepared: Prepared, request: Request, questions: BinaryIO, replies: BinaryIO) -> None:
    for line in questions:
        question = read_question(line)
        try:
            reply = Reply(_graded(prepared, request, question))
        except GraderError:
            raise
        except Exception as error:
            _write(replies, Reply(defect=_told(error)))
            return  # what it holds may be broken too: another worker takes over
        _write(replies, reply)


def _graded(prepared: Prepared, request: Request, question: Question) -> Graded:
    file = Path(question.folder) / request.submission
    with suppress(UsageError):  # where both are there, the grader says so of what was handed in
        file = find_file(file.parent, file.name)
    return graded_of(prepared.grade(replace(request, submission=file, only=question.only)))


def _write(replies: BinaryIO, reply: Reply) -> None:
    replies.write(write_reply(reply))
    replies.flush()


def _told(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"


if __name__ == "__main__":
    main()
