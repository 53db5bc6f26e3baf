"""What a device took: its own clock counts, and what it names as not deterministic is passed on."""

from __future__ import annotations

from grader.model.record import Record, Spent
from grader.pipeline.spent import seconds_of, total, unsteady_in


def test_its_own_clock_counts_where_there_is_one() -> None:
    assert seconds_of(Record(), 0.5) == (0.5, False)
    assert seconds_of(Record(spent=Spent("mps")), 0.5) == (0.5, False)
    assert seconds_of(Record(spent=Spent("cuda", 0.1)), 0.5) == (0.1, True)
    assert seconds_of(Record(spent=Spent("cuda", 9.0)), 0.5) == (0.5, True)


def test_seconds_add_up_and_the_highest_peak_counts() -> None:
    assert total([]) is None
    assert total([Spent("cuda", 0.1, 5), Spent("cuda", 0.2, 3)]) == Spent("cuda", 0.1 + 0.2, 5)


def test_what_is_not_deterministic_is_named_once() -> None:
    text = "{} does not have a deterministic implementation, but you set 'torch.use_deterministic_algorithms(True, …"
    told = tuple(map(text.format, ("kthvalue CUDA", "cumsum_cuda_kernel", "kthvalue CUDA", "[/tmp] x\n")))
    assert unsteady_in([Record(warnings=(*told, "something else"), spent=Spent("cuda"))]) == (
        "kthvalue CUDA",
        "cumsum_cuda_kernel",
    )
    assert unsteady_in([Record(warnings=told)]) == ()
