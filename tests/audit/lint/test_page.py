"""The page on the rules says what their files say."""

from __future__ import annotations

import re

from grader.audit.lint import RULES
from grader.audit.lint.__main__ import PAGE, written


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == written(), "run `python -m grader.audit.lint`"


def test_every_rule_has_its_section() -> None:
    sections = re.findall(r"^### `(.+)`$", PAGE.read_text("utf-8"), re.M)
    assert sections == sorted(rule.name for rule in RULES)
