"""Mutants of answers: what wrong functions would have shown, made of the reference's records. Nothing is run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.audit.answers.answer import Answer, Change, Family, told
from grader.audit.answers.form import form
from grader.audit.answers.gradients import gradients
from grader.audit.answers.order import order
from grader.audit.answers.scale import scale
from grader.audit.answers.values import values
from grader.model.calls import Call, Turn
from grader.model.record import Record
from grader.pipeline.expected import Expected

FAMILIES: tuple[Family, ...] = (form, order, scale, values)


@dataclass(frozen=True, slots=True)
class AnswerMutant:
    """``name`` says what is shown instead; ``called`` is the function (owner and accepted names) that shows it."""

    name: str
    called: tuple[str, tuple[str, ...]]
    change: Change

    def record(self, each: Expected, first: Record) -> Record:
        """What it shows in a case; ``first`` is the reference's record of the first case."""
        return self.of_call(each, each.call, each.record, first)

    def of_call(self, each: Expected, call: Call, record: Record, first: Record) -> Record:
        """What it shows in any ``call`` of a case, where the reference shows ``record``."""
        if record.raised is not None:
            return record
        results = _results(call, self.called)
        return self.change(Answer(call, record, each.draft.inputs, each.draft.names, first, results))


def answer_mutants(cases: Sequence[Expected]) -> Iterator[AnswerMutant]:
    """The mutants of one exercise that change what is shown in any of its ``cases``, each change once."""
    first = cases[0].record
    everything = _answers(cases, first, None)
    known = {tuple(_shown(each.record) for each in cases)}
    functions = _functions(cases)
    for called in functions:
        answers = _answers(cases, first, called)
        for family in FAMILIES:
            for name, change in family(answers):
                shown = f"{name} by {called[1][0] if called[1] else 'the object'}" if len(functions) > 1 else name
                yield from _new(AnswerMutant(shown, called, change), cases, known)
    for name, change in gradients(everything):
        yield from _new(AnswerMutant(name, ("", ()), change), cases, known)


def _new(mutant: AnswerMutant, cases: Sequence[Expected], known: set[tuple[object, ...]]) -> Iterator[AnswerMutant]:
    first = cases[0].record
    records = tuple(_shown(mutant.record(each, first)) for each in cases)
    if records not in known:
        known.add(records)
        yield mutant


def _shown(record: Record) -> object:
    return tuple((path, told(tree)) for path, tree in record.values.items())


def _answers(cases: Sequence[Expected], first: Record, called: tuple[str, tuple[str, ...]] | None) -> list[Answer]:
    return [
        Answer(each.call, each.record, each.draft.inputs, each.draft.names, first, _results(each.call, called))
        for each in cases
        if each.record.raised is None
    ]


def _functions(cases: Sequence[Expected]) -> list[tuple[str, tuple[str, ...]]]:
    """What of the submission is called, in order: functions, the object itself, methods of what it made."""
    turns = [(each.call, turn) for each in cases for turn in each.call.turns]
    return list(dict.fromkeys((turn.owner, turn.names) for call, turn in turns if _is_own(call, turn)))


def _is_own(call: Call, turn: Turn) -> bool:
    """Whether student code answers: not torch's, and not a method of an input."""
    if not turn.owner:
        return not any("." in name for name in turn.names)
    return turn.owner.partition(".")[0] not in {name for name, _ in call.given}


def _results(call: Call, called: tuple[str, tuple[str, ...]] | None) -> tuple[str, ...]:
    return tuple(turn.name for turn in call.turns if called in (None, (turn.owner, turn.names)))
