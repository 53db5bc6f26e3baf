"""Wants the report dead: text that looks like markup which is closed before it was opened.

stopped_by: the report: student text is never markup
ends: exception
control: gone rich
"""


def attacked(x):
    raise FileNotFoundError("[/tmp] [link=https://example.org]100[/link] [bold")


def honest(x):
    return 2 * x + 1
