"""What is put into a gradebook, what is left to grade, and what stands in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from grader.gradebook import Basis, Gradebook, Graded, Job, Run, Student, Task, Wanted
from grader.model.policy import Late, Policy
from grader.model.result import Cause, Outcome

from .conftest import BASIS, NOON, STUDENTS, TASKS, graded, mark


def dependants(names):
    """`two` needs `one`."""
    return tuple(task.id for task in TASKS if task.id in set(names) or (task.id == "two" and "one" in names))


def wanted(*again: str, basis: Basis = BASIS) -> Wanted:
    return Wanted("small", basis.tasks, basis.digest, again, dependants)


def test_bytes_come_back_as_they_were(book: Gradebook) -> None:
    files = [("a.py", b"one\r\n"), ("b.ipynb", bytes(range(256)) * 1000)]
    digest, _ = book.hand_in("small", STUDENTS[0], files, found="s1")
    assert book.files(digest) == files


def test_nothing_that_could_be_taken_is_a_submission_too(book: Gradebook, give) -> None:
    digest, _ = book.hand_in("small", STUDENTS[0], [], found="s1", notes=["there is: report.pdf"])
    assert book.files(digest) == []
    give(digest, 0, 0)
    (attempt,) = book.standings("small").students[0].attempts
    assert (attempt.notes, attempt.automatic) == (("there is: report.pdf",), 0)


def test_the_same_bytes_are_one_job_and_each_has_its_marks(book: Gradebook, hand_in, run: Run, give) -> None:
    first, second = hand_in(1, "same"), hand_in(2, "same")
    assert first == second
    assert book.jobs(wanted(), None) == [Job(first)]
    give(first, 200, 100)
    assert [each.score for each in book.standings("small").students] == [300, 300, None, None]


def test_the_same_bytes_of_a_student_are_one_attempt(book: Gradebook, hand_in) -> None:
    hand_in(1, "a", NOON)
    hand_in(1, "a", NOON + timedelta(days=1))
    (attempt,) = book.standings("small").students[0].attempts
    assert attempt.at == NOON


def test_collecting_again_adds_nothing_whatever_part_of_a_second_a_host_writes(book: Gradebook, hand_in) -> None:
    uploads = [(text, NOON + timedelta(hours=hour, microseconds=250)) for hour, text in enumerate(("a", "b", "a"))]
    for text, at in (*uploads, *uploads):
        hand_in(1, text, at)
    (student, *_) = book.standings("small").students
    assert [attempt.at for attempt in student.attempts] == [NOON + timedelta(hours=hour) for hour in range(3)]


def test_what_was_graded_is_not_left(book: Gradebook, hand_in, run: Run, give) -> None:
    first, second = hand_in(1, "a"), hand_in(2, "b")
    give(first, 0, 100)
    assert book.jobs(wanted(), run) == [Job(second)]


def test_what_was_not_graded_is_left_for_the_next_run_alone(book: Gradebook, hand_in, run: Run, give) -> None:
    digest = hand_in(1, "a")
    give(digest, None, 100)
    assert book.jobs(wanted(), run) == []
    assert book.jobs(wanted(), None) == [Job(digest, ("one",))]


def test_what_time_or_memory_ended_is_tried_once_more(book: Gradebook, hand_in, run: Run) -> None:
    slow, wrong = hand_in(1, "slow"), hand_in(2, "wrong")
    book.keep(run, Job(slow), graded(0, 100, cause=Cause.TIMEOUT))
    book.keep(run, Job(wrong), graded(0, 100))
    assert book.repeats(run, dependants) == [Job(slow, ("one",), alone=True)]
    book.keep(run, Job(slow, ("one",), alone=True), graded(200, tasks=TASKS[:1]))
    assert book.repeats(run, dependants) == []
    assert book.standings("small").students[0].score == 300


def test_what_ran_alone_is_not_tried_once_more(book: Gradebook, hand_in, run: Run) -> None:
    book.keep(run, Job(hand_in(1, "slow"), alone=True), graded(0, 100, cause=Cause.TIMEOUT))
    assert book.repeats(run, dependants) == []


def test_an_exercise_that_is_new_is_graded_alone(book: Gradebook, hand_in, give) -> None:
    digest = hand_in(1, "a")
    give(digest, 200, 100)
    more = Basis("small", "Small", (*TASKS, Task("three", "", 100)), "basis-2", "specification-2", {})
    want = Wanted("small", more.tasks, more.digest, (), lambda names: tuple(names))
    assert book.jobs(want, None) == [Job(digest, ("three",))]
    assert book.outdated(more) == 1


def test_grading_anew(book: Gradebook, hand_in, run: Run, give) -> None:
    first, second = hand_in(1, "a"), hand_in(2, "b")
    give(first, 200, 100)
    give(second, 0, 100)
    book.finish(run)
    assert book.jobs(wanted(), None) == []
    assert book.jobs(wanted("all"), None) == [Job(first), Job(second)]
    assert book.jobs(wanted("student:s2"), None) == [Job(second)]
    assert book.jobs(wanted("exercise:two"), None) == [Job(first, ("two",)), Job(second, ("two",))]
    assert book.jobs(wanted("changed"), None) == []
    changed = Basis("small", "Small", TASKS, "basis-2", "specification-2", {})
    assert book.jobs(wanted("changed", basis=changed), None) == [Job(first), Job(second)]


def test_grading_anew_is_done_once_in_a_run(book: Gradebook, hand_in, run: Run, give) -> None:
    first, second = hand_in(1, "a"), hand_in(2, "b")
    for each in first, second:
        give(each, 0, 0)
    book.finish(run)
    again = book.begin(BASIS, 8, "fresh", ("all",))
    give(first, 200, 0, in_run=again)
    assert book.jobs(wanted("all"), again) == [Job(second)]
    (change,) = book.changes(again)
    assert (change.students, change.before.score, change.after.score) == (("s1",), 0, 200)


def test_every_grading_is_kept(book: Gradebook, hand_in, run: Run, give) -> None:
    digest = hand_in(1, "a")
    give(digest, 0, 0)
    (before,) = {mark.grading for mark in book.standings("small").students[0].counts.marks}
    again = book.begin(BASIS, 8, "fresh", ("all",))
    give(digest, 200, 100, in_run=again)
    assert book.standings("small").gradings == 2
    assert book.result(before) == b"{}"


def test_a_run_is_gone_on_with_where_grades_would_rest_on_the_same(book: Gradebook, run: Run) -> None:
    assert book.unfinished(BASIS, None).id == run.id
    assert book.unfinished(BASIS, 7).seed == 7
    assert book.unfinished(BASIS, 8) is None
    assert book.unfinished(Basis("small", "Small", TASKS, "basis-2", "specification-1", {}), None) is None
    book.finish(run)
    assert book.unfinished(BASIS, None) is None


def test_a_later_run_ends_those_before_it(book: Gradebook, run: Run) -> None:
    book.finish(book.begin(BASIS, 8, "fresh", ()))
    assert book.unfinished(BASIS, None) is None


def test_attempts_are_in_order_of_time(book: Gradebook, hand_in, give) -> None:
    late, early = hand_in(1, "late", NOON + timedelta(days=2)), hand_in(1, "early", NOON)
    give(late, 0, 0)
    give(early, 200, 100)
    policy = Policy({"small": NOON + timedelta(days=1)}, Late(10), "last")
    found = book.standings("small", policy).students[0]
    assert [attempt.digest for attempt in found.attempts] == [early, late]
    assert (found.score, found.counts.days_late) == (0, 1)
    assert book.standings("small", Policy(policy.due, policy.late, "best")).students[0].score == 300


def test_who_is_missing_and_who_is_a_stranger(book: Gradebook, hand_in) -> None:
    hand_in(1, "a")
    hand_in(9, "b")
    found = book.standings("small")
    assert [each.key for each in found.missing] == ["s2", "s3", "s4"]
    assert [each.student.key for each in found.students if not each.student.enrolled] == ["s9"]


def test_a_new_roster(book: Gradebook, hand_in) -> None:
    hand_in(1, "a")
    book.enrol([Student("s4", "Renamed", ids={"login": "four"}), Student("s2")])
    found = book.standings("small")
    assert [each.student.key for each in found.students] == ["s4", "s2", "s1"]
    assert (found.students[0].student.name, found.students[0].student.ids) == ("Renamed", {"login": "four"})
    assert not found.students[2].student.enrolled


def test_what_waits_for_an_exercise_is_graded_with_it(book: Gradebook, hand_in, run: Run) -> None:
    waiting, failing = hand_in(1, "waiting"), hand_in(2, "failing")
    needs = (mark(TASKS[0], 0, Cause.TIMEOUT), replace(mark(TASKS[1], 0, Cause.NEEDS), outcome=Outcome.SKIPPED))
    book.keep(run, Job(waiting), Graded(needs, 1.0))
    book.keep(run, Job(failing), graded(0, 0))
    book.finish(run)
    assert book.jobs(wanted("exercise:one"), None) == [Job(waiting), Job(failing, ("one",))]
    assert book.repeats(run, dependants) == [Job(waiting, alone=True)]


def test_what_is_undecided_is_not_graded_and_has_no_score(book: Gradebook, hand_in, run: Run, give) -> None:
    give(hand_in(1, "a"), 200, 100)
    book.hand_in("small", STUDENTS[0], [], found="s1", notes=["two may be meant"], undecided=True)
    give(book.hand_in("small", STUDENTS[1], [], found="s2")[0], 0, 0)
    assert book.jobs(wanted(), run) == []
    first, second, *_ = book.standings("small").students
    assert (first.counts.undecided, first.score, second.score) == (True, None, 0)
    give(hand_in(1, "b"), 0, 100)
    assert book.standings("small").students[0].score == 100


def test_what_a_later_roster_gives_to_another_is_the_others(book: Gradebook, hand_in, run: Run) -> None:
    digest = hand_in(1, "a")
    hand_in(2, "b")
    book.hand_in("small", STUDENTS[2], [("small.py", b"a")], found="s1")
    assert book.settle("small", {("s1", digest): {"s3"}}) == [("s1", "s3")]
    assert [len(each.attempts) for each in book.standings("small").students] == [0, 1, 1, 0]


def test_a_group_shares_what_it_hands_in(book: Gradebook, hand_in) -> None:
    digest = hand_in(1, "a")
    book.hand_in("small", STUDENTS[1], [("small.py", b"a")], found="s1")
    assert book.settle("small", {("s1", digest): {"s1", "s2"}}) == []
    assert [len(each.attempts) for each in book.standings("small").students] == [1, 1, 0, 0]


def test_a_stranger_keeps_nothing_that_turns_out_to_be_somebodys(book: Gradebook) -> None:
    stranger, files = Student("who", enrolled=False), [("small.py", b"a")]
    digest, _ = book.hand_in("small", stranger, files, found="all/who.py")
    book.hand_in("small", STUDENTS[0], files, found="who.py")
    assert book.settle("small", {("who.py", digest): {"s1"}}) == [("who", "s1")]
    assert "who" not in [each.student.key for each in book.standings("small").students]


def test_grades_that_rest_on_another_specification_are_counted(book: Gradebook, hand_in, run: Run, give) -> None:
    give(hand_in(1, "a"), 200, 100)
    other = book.begin(Basis("small", "Small", TASKS, "basis-2", "specification-2", {}), 8, "fresh", ())
    give(hand_in(2, "b"), 200, 100, in_run=other)
    assert book.standings("small").outdated == 1
    give(hand_in(1, "a"), 200, 100, in_run=other)
    assert book.standings("small").outdated == 0


def test_what_was_handed_in_before_and_comes_back_counts_again(book: Gradebook, hand_in, run: Run, give) -> None:
    day = timedelta(days=1)
    give(hand_in(1, "right", NOON), 200, 100)
    give(hand_in(1, "wrong", NOON + day), 0, 0)
    hand_in(1, "right", NOON + 2 * day)
    hand_in(1, "right", NOON + 3 * day)  # a commit that left the file as it was
    found = book.standings("small").students[0]
    assert (found.score, len(found.attempts), found.counts.at) == (300, 3, NOON + 2 * day)
    hand_in(1, "wrong", NOON + day)
    assert len(book.standings("small").students[0].attempts) == 3


def test_a_time_that_is_learnt_later_is_kept(book: Gradebook, hand_in) -> None:
    hand_in(1, "a")
    hand_in(1, "a", NOON)
    (attempt,) = book.standings("small").students[0].attempts
    assert attempt.at == NOON


def test_an_exercise_that_was_not_graded_yet_is_not_zero(book: Gradebook, hand_in, run: Run, give) -> None:
    give(hand_in(1, "a"), 200, 100)
    tasks = (*TASKS, Task("three", "", 100))
    book.begin(Basis("small", "Small", tasks, "basis-2", "specification-2", {}), 8, "fresh", ())
    assert book.standings("small").students[0].score is None


def test_what_was_asked_for_anew_is_kept_until_it_is_done(book: Gradebook, run: Run) -> None:
    book.ask_again(run, ["all"])
    assert book.left_over("small") == ("all",)
    other = book.begin(Basis("small", "Small", TASKS, "basis-2", "specification-2", {}), 8, "fresh", ("all",))
    book.finish(other)
    assert book.left_over("small") == ()


def test_what_was_to_be_tried_once_more_is_so_by_the_next_run(book: Gradebook, hand_in, run: Run) -> None:
    digest = hand_in(1, "slow")
    book.keep(run, Job(digest), graded(0, 100, cause=Cause.TIMEOUT))
    other = book.begin(Basis("small", "Small", TASKS, "basis-2", "specification-2", {}), 8, "fresh", ())
    assert book.jobs(wanted(), other) == [Job(digest, ("one",))]


def test_who_left_the_class_is_nobody_elses(book: Gradebook, hand_in) -> None:
    hand_in(9, "a")
    book.enrol([Student("s2")])
    assert book.strangers() == ["s9"]


def test_a_student_called_as_a_wish_is_none(book: Gradebook, give) -> None:
    for key in ("changed", "exercise:one"):
        digest, _ = book.hand_in("small", Student(key, enrolled=False), [("small.py", key.encode())], found=key)
        give(digest, 200, 100)
    assert book.jobs(wanted("changed", "student:exercise:one"), None) == [Job(digest)]


def test_two_that_are_one_person(book: Gradebook, hand_in, give) -> None:
    same, other = hand_in(1, "a"), hand_in(9, "b")
    hand_in(9, "a")
    give(same, 200, 100)
    give(other, 0, 100)
    book.decide("s9", "small", "one", 50, "seen")
    book.merge("s9", "s1")
    found = book.standings("small").students
    assert [each.student.key for each in found] == ["s1", "s2", "s3", "s4"]
    assert [attempt.digest for attempt in found[0].attempts] == [same, other]
    assert [each.score for each in found[0].overrides] == [50]


def test_how_long_the_last_grading_of_all_took(book: Gradebook, hand_in, run: Run, give) -> None:
    digest = hand_in(1, "a")
    give(digest, 0, 0)
    book.keep(run, Job(digest, ("one",)), graded(0, tasks=TASKS[:1]))
    assert book.standings("small").students[0].attempts[0].seconds == 0.25


def test_a_persons_word_is_kept_with_its_reason(book: Gradebook, hand_in, give, place: Path | str) -> None:
    give(hand_in(1, "a"), 0, 100)
    book.decide("s1", "small", "one", 150, "worked on paper")
    book.decide("s1", "small", "one", 200, "worked on paper, seen again")
    with Gradebook.open(place) as other:
        found = other.standings("small").students[0]
    assert (found.score, found.counts.automatic) == (300, 100)
    assert [(each.exercise, each.score, each.reason) for each in found.overrides] == [
        ("one", 200, "worked on paper, seen again")
    ]
    assert book.undo("s1", "small", "one")
    assert not book.undo("s1", "small", "one")
    assert book.standings("small").students[0].score == 100
