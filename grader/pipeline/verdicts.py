"""Every verdict on the answers of one exercise: case by case, over the repeats of a case, and over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from grader.judge import is_pooled, judge_case, judge_pooled, judge_results, reference_fails
from grader.model.message import Message
from grader.model.path import RESULTS
from grader.model.result import Verdict
from grader.model.spec import Case
from grader.pipeline.expected import Expected, Spot
from grader.pipeline.runs import Run
from grader.pipeline.text import Files, text_verdicts
from grader.pipeline.trusted import FaultError


def must_pass(expected: Sequence[Expected], files: Files | None, rtol: float | None, atol: float | None) -> None:
    """Raise ``FaultError`` where the reference, whose ``files`` these are, is not what the specification expects.

    Without its ``files`` nothing is said of their text.
    """
    runs = [Run(each, each.record) for each in expected]
    judge_runs(runs, rtol, atol)
    if files is not None:
        for run in runs:
            run.verdicts += text_verdicts(run.expected, run.expected.record, files)
    for run in runs:
        if (problem := reference_fails(run.verdicts)) is not None:
            case = run.expected.draft.case
            line = next(verdict.line for verdict in run.verdicts if not verdict.passed)
            raise FaultError(problem, Spot(line or case.line, case.title or ""))


def judge_runs(runs: Sequence[Run], rtol: float | None, atol: float | None) -> None:
    """Judge the answers of one exercise. What is seen only in several of them together is the last one's.

    ``rtol`` and ``atol`` are the course's. Runs that were lost stand among the others, as they are missed.
    """
    for run in runs:
        judge_alone(run, rtol, atol)
    # A call that is meant to raise has nothing to add; where another one did, its case has failed already.
    giving = [run for run in runs if run.expected.record.raised is None]
    for repeats in _by_case(giving):
        if any(map(is_pooled, repeats[0].expected.draft.case.checks)) and _all_answered(repeats):
            _together(judge_pooled, repeats[-1], repeats, rtol, atol)
    asking = [run for run in giving if run.record is not None and _asks_for_results(run.expected.draft.case)]
    if asking and _all_answered(giving):
        _together(judge_results, asking[-1], giving, rtol, atol)
    elif asking:
        line = asking[-1].expected.draft.case.line
        asking[-1].verdicts.append(Verdict(RESULTS, "exists", Message("results.incomplete"), line=line))


def judge_alone(run: Run, rtol: float | None, atol: float | None) -> None:
    """Judge one answer by what its case says of it alone."""
    expected = run.expected
    run.verdicts = []
    if run.record is not None:
        run.judged = True
        run.verdicts += judge_case(
            expected.draft.case,
            expected.record,
            run.record,
            expected.draft.inputs,
            drawn=expected.draft.names,
            rtol=rtol,
            atol=atol,
            others=expected.elsewhere,
            measured=expected.measured,
            resolution=expected.resolution,
        )


def _by_case(runs: Iterable[Run]) -> list[list[Run]]:
    cases: dict[str | None, list[Run]] = {}
    for run in runs:
        cases.setdefault(run.expected.draft.case.title, []).append(run)
    return list(cases.values())


def _all_answered(runs: Iterable[Run]) -> bool:
    return all(run.is_answered for run in runs)


def _asks_for_results(case: Case) -> bool:
    return any(check.path.root == RESULTS for check in case.checks)


def _together(
    judge: Callable[..., tuple[Verdict, ...]], last: Run, runs: Sequence[Run], rtol: float | None, atol: float | None
) -> None:
    """Have ``runs`` judged together by what the case of the ``last`` asks for."""
    draft = last.expected.draft
    last.verdicts += judge(
        draft.case,
        [run.expected.record for run in runs],
        [run.record for run in runs if run.record is not None],
        draft.inputs,
        drawn=draft.names,
        rtol=rtol,
        atol=atol,
        others=last.expected.elsewhere,
        measured=[run.expected.measured for run in runs],
        resolution=last.expected.resolution,
    )
