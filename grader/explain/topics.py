"""Every word of the language as a topic, put together from what declares it: schemas, kinds, laws, rules, limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from grader.checks import KINDS
from grader.checks.kind import Kind, Observation
from grader.explain import notes
from grader.explain.examples import EXAMPLES
from grader.explain.phrases import (
    definition,
    docstring_of,
    paragraphs,
    properties,
    split_default,
    takes,
    template,
)
from grader.explain.topic import Group, Topic
from grader.laws import LAWS
from grader.laws.law import Law
from grader.source import RULES
from grader.spec import assignment_schema
from grader.spec.schema.help import HELP, MAKER_HELP, ROOT_HELP, STEP_HELP
from grader.spec.words import DTYPES, FORMS, LAYOUTS, MAKERS, ROOTS, SYNONYMS

_SEEN = {
    Observation.VALUE: "the value that is there",
    Observation.IDENTITY: "which input or object it is",
    Observation.EXCEPTION: "the exception that the call ended with",
    Observation.MEMORY: "whose memory it shares",
    Observation.PARAMETERS: "the parameters of the module",
    Observation.ELSEWHERE: "the same place where something else was called",
}

_STANDS_AFTER = {
    **dict.fromkeys(DTYPES, "dtype"),
    **dict.fromkeys(LAYOUTS, "layout"),
    **dict.fromkeys(FORMS, "as"),
    **dict.fromkeys(("train", "eval"), "mode"),
    "random": "backward",
    "grad": "backward",
    "cuda": "needs",
    "reference": "like",
    "measured": "atol",
    "same": "set",
}


def topics(kinds: Mapping[str, Kind] = KINDS, laws: Mapping[str, Law] = LAWS) -> tuple[Topic, ...]:
    """All of them, group by group. ``kinds`` and ``laws`` may hold a course's own."""
    return (
        *_grammar(),
        *_makers(),
        *_options(),
        *_paths(),
        *map(_kind, kinds.values()),
        *_tolerances(),
        *map(_law, laws.values()),
        *_rules(),
        *_limits(),
    )


def named(name: str, known: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """The topics of this name: a word such as `call` has one place in the grammar and another among values.

    A word that only stands after another, as `transposed` does after `layout`, is explained there.
    """
    found = tuple(topic for topic in known if topic.name == name)
    return found or tuple(topic for topic in known if topic.name == _STANDS_AFTER.get(name))


def meant(name: str, known: tuple[Topic, ...], others: tuple[str, ...] = ()) -> str | None:
    """The word, or the one of ``others``, that an unknown name was probably meant to be."""
    names = [*dict.fromkeys(topic.name for topic in known), *others]
    close = get_close_matches(name, names, n=1, cutoff=0.7)
    if close:
        return close[0]
    synonyms = [table[name] for table in SYNONYMS.values() if name in table]
    loose = get_close_matches(name, names, n=1)
    return next(iter([*synonyms, *loose]), None)


def _grammar() -> Iterator[Topic]:
    places = {
        "the assignment": assignment_schema(),
        **{
            place: definition(name)
            for place, name in (("an exercise", "exercise"), ("a case", "case"), ("a step", "step"))
        },
    }
    for word in notes.GRAMMAR:
        homes = [place for place, schema in places.items() if word in properties(schema)]
        holder = next(schema for schema in places.values() if word in properties(schema))
        meaning, default = split_default(HELP[word])
        step = (f"In a step: {_lowered(STEP_HELP[word])}",) if word in STEP_HELP else ()
        yield Topic(
            word,
            "grammar",
            meaning,
            takes(properties(holder)[word]),
            where=", ".join(homes),
            default="required" if word in _required(holder) else default,
            why=(notes.GRAMMAR[word], *step),
            example=EXAMPLES["grammar"][word],
        )


def _required(schema: Mapping[str, object]) -> list[str]:
    found = schema.get("required", [])
    return found if isinstance(found, list) else []


def _makers() -> Iterator[Topic]:
    for maker, options in MAKERS.items():
        beside = ", ".join(f"`{option}`" for option in options)
        yield replace(_value(maker, "values", notes.MAKERS[maker]), where="a value", beside=beside)


def _options() -> Iterator[Topic]:
    for option, note in notes.OPTIONS.items():
        makers = ", ".join(f"`{maker}`" for maker, options in MAKERS.items() if option in options)
        yield replace(_value(option, "options of values", note), where=f"beside {makers}")


def _value(word: str, group: Group, note: str) -> Topic:
    meaning, default = split_default(MAKER_HELP[word])
    return Topic(word, group, meaning, _after(word), default=default, why=(note,), example=EXAMPLES[group][word])


def _after(word: str) -> str:
    """What may stand after a maker or an option: the schema of values has a branch for each maker."""
    branch: object = definition("made")
    while isinstance(branch, Mapping):
        then = branch.get("then")
        if isinstance(then, Mapping) and word in properties(then):
            return takes(properties(then)[word])
        branch = branch.get("else")
    return ""


def _paths() -> Iterator[Topic]:
    for root in ROOTS:
        why, example = (notes.PATHS[root],), EXAMPLES["paths"][root]
        yield Topic(root, "paths", ROOT_HELP[root], "a check", where="`expect`", why=why, example=example)


def _kind(kind: Kind) -> Topic:
    described = str(kind.schema.get("description", ""))
    return Topic(
        kind.name,
        "checks",
        _sentence(kind.summary),
        described,
        where="a path of `expect`",
        why=paragraphs(docstring_of(kind.judge)),
        example=kind.example,
        sees=tuple(_seen(kind)),
        messages=tuple(map(template, kind.messages.values())),
        claim=kind.claim,
    )


def _seen(kind: Kind) -> Iterator[str]:
    yield from (_SEEN.get(each, str(each)) for each in Observation if each in kind.observes)
    if kind.pools:
        yield "all repeats of a case together"


def _tolerances() -> Iterator[Topic]:
    schema = definition("check").get("then", {})
    assert isinstance(schema, Mapping)
    for word, note in notes.TOLERANCES.items():
        yield Topic(
            word,
            "tolerances",
            HELP[word],
            takes(properties(schema)[word]),
            where="beside a kind that compares numbers, or in `course.yaml`",
            why=(note,),
            example=EXAMPLES["tolerances"][word],
        )


def _law(law: Law) -> Topic:
    return Topic(
        law.name,
        "laws",
        _sentence(law.summary),
        str(law.schema.get("description", "")) or takes(law.schema),
        where="`laws`",
        why=paragraphs(docstring_of(law.judge)),
        example=law.example,
        messages=tuple(map(template, law.messages.values())),
    )


def _rules() -> Iterator[Topic]:
    after = properties(definition("source"))
    for rule in RULES.values():
        yield Topic(
            rule.name,
            "source rules",
            _sentence(rule.summary),
            takes(after[rule.name]),
            where="`source`",
            why=paragraphs(docstring_of(rule.judge)),
            example=rule.example,
            messages=tuple(map(template, rule.messages.values())),
        )


def _limits() -> Iterator[Topic]:
    for limit, schema in properties(definition("limits")).items():
        meaning, default = split_default(HELP[limit])
        yield Topic(
            limit,
            "limits",
            meaning,
            takes(schema),
            where="`limits` of the course, the assignment, an exercise or a case",
            default=default,
            why=(notes.LIMITS[limit],),
            example=EXAMPLES["limits"][limit],
        )


def _sentence(summary: str) -> str:
    return f"{summary[:1].upper()}{summary[1:].rstrip('.')}."


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
