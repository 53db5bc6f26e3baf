"""`depends_on`: changing that input changes that part of the result.

A mask that is accepted and never used, a position embedding that is not added, a first output that ignores its token:
with random inputs such a slip can look right, with this it cannot. The input gets other numbers of its own range, five
times over, and one of them must show. No gradient is needed, so it is for token numbers too.
With steps, `of` names the result of one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.checks.kind import Mention, Role
from grader.laws.calls import PATH, PATHS, again, changed, fields, input_at, paths_in, texts
from grader.laws.draws import others
from grader.laws.law import Judging, Law, LawError, Planning
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.path import Path, parse_subscript
from grader.model.record import Record
from grader.model.values import Absent, Tensor

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TRIES = 5


def vary(argument: object, call: Call, expected: Record, tools: Planning) -> tuple[Call, ...]:
    place = _place(argument)
    if place.root == "result" and isinstance(tools.at(expected, place), Absent):
        raise LawError(f"there is nothing at `{place}`")
    calls = [again(call, place)]
    for path in _inputs(argument):
        calls += [again(_changed(call, path, tools), place) for _ in range(_TRIES)]
    return tuple(calls)


def _changed(call: Call, path: Path, tools: Planning) -> Call:
    """``call`` with other numbers at ``path``, within its slice alone if it has one."""
    if path.subscript is None:
        return changed(call, path, lambda numbers: others(numbers, tools.random), tools)
    if not isinstance(input_at(call, path.object), Tensor):
        raise LawError(f"`{path.object}` is no tensor, so it has no [{path.subscript}]")

    part = parse_subscript(path.subscript)

    def change(numbers: NDArray[Any]) -> NDArray[Any]:
        new, drawn = numbers.copy(), others(numbers, tools.random)
        new[part] = drawn[part]
        return new

    try:
        return changed(call, path.object, change, tools)
    except IndexError as error:
        raise LawError(f"`{path}`: {error}") from None


def judge(argument: object, _: tuple[Call, ...], answers: tuple[Record, ...], tools: Judging) -> Message | None:
    place = _place(argument)
    before = tools.at(answers[1], place)
    if before is None or isinstance(before, Absent):
        return Message("depends_on.nothing", {"place": str(place)})
    for number, path in enumerate(_inputs(argument)):
        tried = answers[2 + number * _TRIES : 2 + (number + 1) * _TRIES]
        if all(tools.compare(tools.at(answer, place), before) is None for answer in tried):
            return Message("depends_on.not", {"place": str(place), "input": str(path)})
    return None


def _place(argument: object) -> Path:
    named = fields(argument)
    place = Path.parse(str(named["of"]))
    if "at" not in named:
        return place
    if place.subscript is not None:
        raise LawError(f"`of: {place}` has brackets already, and `at` would be more of them")
    return Path.parse(f"{place}{named['at']}")


def _inputs(argument: object) -> tuple[Path, ...]:
    return tuple(map(Path.parse, texts(fields(argument)["input"])))


def _names(argument: object) -> tuple[Mention, ...]:
    whole = str(fields(argument)["of"]) + str(fields(argument).get("at", ""))
    return (Mention(Role.PATH, whole), *paths_in(argument, "input"))


LAW = Law(
    name="depends_on",
    summary="changing that input changes that part of the result",
    schema={
        "type": "object",
        "required": ["of", "input"],
        "properties": {
            "of": PATH,
            "at": {"title": 'a slice such as `"[:, 0]"`', "type": "string", "pattern": r"^\[[^\[\]]*\]$"},
            "input": PATHS,
        },
        "additionalProperties": False,
        "description": "`of` with the result or a part of it, `at` with a slice of that, `input` with what it hangs "
        "on: each for itself, of a list.",
    },
    vary=vary,
    judge=judge,
    messages={
        "depends_on.not": "other numbers in `{input}` should change `{place}`, and do not; is `{input}` used?",
        "depends_on.nothing": "there is nothing at `{place}`, so that it could hang on no input",
    },
    example="""\
- id: masked-mean
  call: masked_mean
  let: {N: 3..8}
  given: {x: {randn: [N]}, weight: {rand: [N]}}
  laws:
    depends_on: {of: result, input: [x, weight]}
""",
    names=_names,
)
