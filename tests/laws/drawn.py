"""An exercise with laws, made and judged as the program does it, but in this process: its calls are really made."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

import torch

from grader.judge import judge_laws
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.record import Record
from grader.model.result import Verdict
from grader.plan import Draft, law_calls
from grader.reporters.wording import say
from grader.runner.module import Submission
from grader.runner.perform import perform
from grader.runner.switches import restore_torch

Calls = tuple[tuple[Call, ...], ...]
Answers = tuple[tuple[Record, ...], ...]


def answer(call: Call, text: str) -> Record:
    """What code does in one call, in a module of its own."""
    module = ModuleType("solution")
    module.__file__ = "solution.py"
    exec(
        compile(f"import torch\nfrom torch import nn\n{textwrap.dedent(text)}", "solution.py", "exec"), module.__dict__
    )
    restore_torch()
    torch.manual_seed(call.seed)
    return perform(call, Submission(("solution.py",), (module,), (frozenset(),)), lambda: None)


@dataclass(frozen=True)
class Drawn:
    """One drawn case: the reference's calls and answers, and how another's are judged."""

    draft: Draft
    call: Call
    expected: Record
    calls: Calls

    def answers(self, text: str) -> tuple[Record, Answers]:
        return answer(self.call, text), tuple(tuple(answer(call, text) for call in group) for group in self.calls)

    def judge(self, first: Record, answers: Answers) -> tuple[Verdict, ...]:
        return judge_laws(self.draft.case, self.call, first, self.calls, answers, self.draft.inputs)

    def message(self, text: str) -> Message | None:
        """What is wrong with a submission by the first law that it breaks; it can be said."""
        messages = [verdict.message for verdict in self.judge(*self.answers(text))]
        for message in messages:
            if message is not None:
                assert say(message)
                assert "=" not in say(message) or "`" in say(message), "a message without a template"
        return next((message for message in messages if message is not None), None)


Draw = Callable[..., list[Drawn]]


def drawn_from(draft: Draft, reference: str) -> Drawn:
    surveyed = answer(draft.survey, reference) if draft.needs_survey else Record()
    call = draft.complete(surveyed)
    expected = answer(call, reference)
    assert expected.raised is None, expected.raised
    calls = law_calls(draft.case, call, expected, draft.maker.random, drawn=draft.names)
    return Drawn(draft, call, expected, calls)
