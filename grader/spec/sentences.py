"""Holds a document against a JSON Schema and says what is wrong in words of the language, one sentence a mistake."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

import jsonschema
from jsonschema.exceptions import ValidationError

from grader.checks import KINDS
from grader.laws import LAWS
from grader.spec.corrections import correction
from grader.spec.node import Broken, Listing, Map, Node, Place, Scalar, find, plain_data, without
from grader.spec.phrases import described, expected, missing, repeated
from grader.spec.problems import Problems, listed
from grader.spec.schema import assignment_schema, course_schema
from grader.spec.schema.linked import linked
from grader.spec.schema.parts import Schema
from grader.spec.unknown import unknown_word
from grader.spec.words import MAKER, MAKERS

# Where one value breaks several rules, the first of these is the one that is said.
_ORDER = ("additionalProperties", "required", "propertyNames", "type", "const", "enum", "pattern")

# A regular expression is one where Python can read it.
_FORMATS = jsonschema.FormatChecker(["regex"])

# Each schema as built last, and from what: a course adds kinds and laws of its own.
_built: dict[Callable[[], Schema], tuple[tuple[object, ...], jsonschema.Draft202012Validator]] = {}


def check_assignment(document: Node, problems: Problems) -> Node:
    """Report what the schema of assignments refuses. Returns the document with those places marked broken."""
    return _check(document, _validator(assignment_schema), problems)


def check_course(document: Node, problems: Problems) -> Node:
    """The same for ``course.yaml``."""
    return _check(document, _validator(course_schema), problems)


def _validator(schema: Callable[[], Schema]) -> jsonschema.Draft202012Validator:
    registered = (*KINDS.items(), *LAWS.items())
    known, validator = _built.get(schema, ((), None))
    if validator is None or known != registered:
        validator = jsonschema.Draft202012Validator(linked(schema()), format_checker=_FORMATS)
        _built[schema] = registered, validator
    return validator


def _instead(word: str) -> str | None:
    """What is not missed where ``word`` stands: steps are calls, and any kind may have been meant for ``like``."""
    return "call" if word in ("steps", "class") else "like" if word in KINDS else None


def _check(document: Node, validator: jsonschema.Draft202012Validator, problems: Problems) -> Node:
    report = _Report(document, problems)
    errors = sorted(validator.iter_errors(plain_data(document)), key=_rank)
    for error in errors:
        report.take(error)
    return without(document, frozenset(report.broken), report.renamed)


def _rank(error: ValidationError) -> tuple[int, str]:
    keyword = str(error.validator)
    return (_ORDER.index(keyword) if keyword in _ORDER else len(_ORDER), keyword)


class _Report:
    """Turns the errors of one document into problems, and keeps the places that nothing more shall be said about."""

    def __init__(self, document: Node, problems: Problems) -> None:
        self.document = document
        self.problems = problems
        self.broken: set[Place] = set()
        # Words that cannot stand where they do, and the word that was meant: that one is not missing, and not unknown.
        self.renamed: dict[Place, str | None] = {}
        self.meant: set[Place] = set()

    def take(self, error: ValidationError) -> None:
        node = find(self.document, tuple(error.absolute_path))
        if node.place in self.broken or isinstance(node, Broken):
            return
        keyword = error.validator
        if isinstance(node, Map) and "propertyNames" in error.schema_path:
            self.refuse_name(node, str(error.instance), error)
        elif isinstance(node, Map) and keyword == "additionalProperties":
            self.refuse_words(node, error)
        elif isinstance(node, Map) and keyword == "required":
            self.miss_words(node, error)
        else:
            self.refuse_value(node, error)

    def refuse_words(self, holder: Map, error: ValidationError) -> None:
        schema = cast("Mapping[str, object]", error.schema)
        allowed = list(cast("Mapping[str, object]", schema["properties"]))
        area = str(schema.get("$comment", ""))
        extra = [word for word, _ in holder.sound() if word not in allowed]
        if not extra:
            return
        if area == MAKER and self.refuse_maker(holder, extra):
            return
        for word in extra:
            text, suggestion = unknown_word(area, word, holder, allowed)
            self.problems.add_key(holder, word, text, suggestion)
            meant = suggestion if suggestion in allowed else word
            self.renamed[*holder.place, word] = meant
            self.meant |= {(*holder.place, found) for found in (meant, _instead(meant)) if found}

    def refuse_maker(self, holder: Map, extra: list[str]) -> bool:
        """A map with no maker or with two is one mistake, whatever else stands in it."""
        makers = [word for word in holder.entries if word in MAKERS]
        if len(makers) > 1:
            text = f"expected one maker, got {' and '.join(f'`{maker}`' for maker in makers)}; keep one of them"
            self.problems.add(holder, text)
        elif not makers:
            options = {option for allowed in MAKERS.values() for option in allowed}
            unknown = [word for word in extra if word not in options]
            for word in unknown[:1]:
                text, suggestion = unknown_word(MAKER, word, holder, list(MAKERS))
                self.problems.add_key(holder, word, text, suggestion)
            if not unknown:
                self.problems.add(holder, f"a value in braces needs a maker (there is: {listed(MAKERS)})")
        else:
            return False
        self.broken.add(holder.place)
        return True

    def miss_words(self, holder: Map, error: ValidationError) -> None:
        wanted = cast("list[str]", error.validator_value)
        for word in wanted:
            place = (*holder.place, word)
            if word not in holder.entries and place not in self.meant:
                self.meant.add(place)
                self.problems.add(holder, missing(word, holder), subject=word)

    def refuse_name(self, holder: Map, name: str, error: ValidationError) -> None:
        place = (*holder.place, name)
        if place not in self.renamed:
            text = f"expected {expected(error, holder.place)}, got `{name}`"
            self.problems.add_key(holder, name, text, correction(Scalar(name, 0, ()), error))
            self.renamed[place] = None

    def refuse_value(self, node: Node, error: ValidationError) -> None:
        self.broken.add(node.place)
        if error.validator == "uniqueItems" and isinstance(node, Listing):
            self.problems.add(node, f"the list holds {repeated(node)} twice; keep one of them")
            return
        text = f"expected {expected(error, node.place)}, got {described(node)}"
        self.problems.add(node, text, correction(node, error))
