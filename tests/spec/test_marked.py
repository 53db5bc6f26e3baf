"""What becomes of marked solutions: what is left to students, what stays as it is, and what is wrong with marks."""

from __future__ import annotations

import ast
import re
from textwrap import dedent

import pytest

from grader.spec.marked import Mismarked, starter_of, without

HEAD = '''\
"""A solution."""

import torch


'''


def made(text: str) -> str:
    found = starter_of(dedent(text))
    assert found is not None
    return found


def test_a_text_without_marks_has_no_starter() -> None:
    assert starter_of("def f():\n    return 1  # the solution begins\n") is None
    assert starter_of("this is no Python") is None
    assert starter_of("def f():\n    '''Write `# BEGIN SOLUTION` above what is yours.'''\n") is None


def test_a_function_raises_where_its_solution_began() -> None:
    text = '''\
        def f(x):
            """Return x twice.

            # Nothing else.
            """
            # Think of shapes.

            ### BEGIN SOLUTION
            y = x + x
            return y
            ### END SOLUTION


        KEPT = 1  # as it is
        '''
    assert made(text) == dedent(text).replace(
        "    ### BEGIN SOLUTION\n    y = x + x\n    return y\n    ### END SOLUTION\n", "    raise NotImplementedError\n"
    )


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("# BEGIN SOLUTION", "# END SOLUTION"),
        ("#begin solution", "#End Solution  "),
        ("###   BEGIN  SOLUTION", "## END\tSOLUTION"),
    ],
)
def test_how_marks_are_written(begin: str, end: str) -> None:
    assert made(f"def f():\n    {begin}\n    return 1\n    {end}\n") == "def f():\n    raise NotImplementedError\n"


def test_line_ends_form_feeds_and_blanks_stay() -> None:
    part = "    # BEGIN SOLUTION\r\n    return 1\r\n    # END SOLUTION\r\n"
    text = f"A = '\x0c\u2028'\r\n\x0c\r\ndef f():\r\n{part}\r\nB = 2 "
    assert starter_of(text) == text.replace(part, "    raise NotImplementedError\r\n")


def test_the_exception_stands_where_statements_do() -> None:
    text = "def f():\n    '''Doc.'''\n# BEGIN SOLUTION\n    return 1\n# END SOLUTION\n"
    assert starter_of(text) == "def f():\n    '''Doc.'''\n    raise NotImplementedError\n"
    assert starter_of("def f():\n    'Doc.'\n    # BEGIN SOLUTION\n    # END SOLUTION\n") == (
        "def f():\n    'Doc.'\n    raise NotImplementedError\n"
    )


def test_in_a_module_and_in_a_class_a_comment_stands() -> None:
    text = """\
        # BEGIN SOLUTION
        SECRET = 7
        # END SOLUTION

        class A:
            # BEGIN SOLUTION
            def f(self):
                return 1
            # END SOLUTION

        class B:
            '''Doc.'''
            # BEGIN SOLUTION
            x = 1
            # END SOLUTION
            # BEGIN SOLUTION
            y = 1
            # END SOLUTION

        if torch:
            # BEGIN SOLUTION
            z = 1
            # END SOLUTION
        """
    assert made(text) == dedent("""\
        # Write this yourself.

        class A:
            # Write this yourself.
            pass

        class B:
            '''Doc.'''
            # Write this yourself.
            # Write this yourself.

        if torch:
            # Write this yourself.
            pass
        """)


def test_one_exception_is_enough() -> None:
    text = """\
        def f(x):
            # BEGIN SOLUTION
            y = x
            # END SOLUTION
            if x:
                y = 2
                # BEGIN SOLUTION
                y = 3
                # END SOLUTION
            z = y
            # BEGIN SOLUTION
            return z
            # END SOLUTION
        """
    assert made(text) == dedent("""\
        def f(x):
            raise NotImplementedError
            if x:
                y = 2
            z = y
        """)


def test_a_block_is_not_left_empty() -> None:
    text = """\
        def f(x):
            # BEGIN SOLUTION
            y = x
            # END SOLUTION
            for _ in x:
                # BEGIN SOLUTION
                y = 3
                # END SOLUTION
                # BEGIN SOLUTION
                y = 3
                # END SOLUTION
            return y
        """
    assert made(text) == dedent("""\
        def f(x):
            raise NotImplementedError
            for _ in x:
                raise NotImplementedError
            return y
        """)


@pytest.mark.parametrize(
    "block",
    [
        "if x:",
        "try:\n        pass\n    except OSError:",
        "match x:\n        case 1:",
        "with x:",
        "while x:",
        "for _ in x:",
    ],
)
def test_where_the_first_may_not_be_reached_the_next_raises_too(block: str) -> None:
    depth = " " * (12 if "case" in block else 8)
    part = "{0}# BEGIN SOLUTION\n{0}return {1}\n{0}# END SOLUTION\n"
    text = f"def f(x):\n    {block}\n{part.format(depth, 1)}{part.format(' ' * 4, 2)}"
    raised = "raise NotImplementedError\n"
    assert starter_of(text) == f"def f(x):\n    {block}\n{depth}{raised}    {raised}"


def test_functions_within_and_methods_are_functions_of_their_own() -> None:
    text = """\
        class A:
            def one(self):
                # BEGIN SOLUTION
                return 1
                # END SOLUTION

            async def two(self):
                # BEGIN SOLUTION
                return 2
                # END SOLUTION
                def inner():
                    # BEGIN SOLUTION
                    return 2
                    # END SOLUTION
                class Local:
                    # BEGIN SOLUTION
                    x = 1
                    # END SOLUTION
        """
    found = made(text)
    assert found.count("raise NotImplementedError") == 3
    assert "        class Local:\n            # Write this yourself.\n            pass\n" in found


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("x = 1\n# END SOLUTION\n", 2, "`# END SOLUTION` ends nothing"),
        ("# BEGIN SOLUTION\nx = 1\n# BEGIN SOLUTION\n# END SOLUTION\n", 3, "the one in line 1 is not ended"),
        ("x = 1\n# BEGIN SOLUTION\n", 2, "is never ended"),
        ("x = '''\n# BEGIN SOLUTION\n'''\n", 2, "stands within a text"),
        ("def f():\n    # BEGIN SOLUTON\n    return 1\n    # END SOLUTON\n", 2, "`# BEGIN SOLUTON` is no mark"),
        ("def f():\n    return 1  # BEGIN SOLUTION\n", 2, "a mark stands alone on its line"),
        ("# BEGIN SOLUTION (short)\nx = 1\n# END SOLUTION\n", 1, "a mark stands alone on its line"),
        ("x = 1\n# BEGIN_SOLUTION\nx = 2\n", 2, "a mark stands alone on its line"),
        ("x = 1\nx = (\n# BEGIN SOLUTION\n# END SOLUTION\n", 2, "this is no Python"),
        ("x = [\n    # BEGIN SOLUTION\n    1,\n    # END SOLUTION\n]\n", 2, "mark whole statements"),
        ("y = 0\n# BEGIN SOLUTION\nif y:\n# END SOLUTION\n    y = 1\n", 2, "mark whole statements"),
        ("if x:\n    y = 1\n# BEGIN SOLUTION\nelse:\n# END SOLUTION\n    y = 2\n", 3, "mark whole statements"),
        ("@d\n# BEGIN SOLUTION\ndef f(): pass\n# END SOLUTION\n", 2, "mark whole statements"),
        (
            "def f():\n    # BEGIN SOLUTION\n    n = 0\n    # END SOLUTION\n    def g():\n        nonlocal n\n",
            2,
            "no binding for nonlocal 'n' found",
        ),
        ("# BEGIN SOLUTION\n# END SOLUTION\0", 1, "null bytes"),
        (f"# BEGIN SOLUTION\n{'(' * 100_000}\n# END SOLUTION\n", 2, "this is no Python"),
    ],
)
def test_mistakes(text: str, line: int, said: str) -> None:
    with pytest.raises(Mismarked, match=re.escape(said)) as caught:
        starter_of(text)
    assert caught.value.line == line


def test_what_a_reader_is_warned_of_is_none_of_ours() -> None:
    text = 'x = "\\d"\ndef f():\n    # BEGIN SOLUTION\n    return 1 is 1\n    # END SOLUTION\n'
    assert starter_of(text) == 'x = "\\d"\ndef f():\n    raise NotImplementedError\n'


TWO = '''\
# -*- coding: utf-8 -*-
"""Two of them."""

import functools


# About f.
# More about f.
@functools.cache
# Between.
def f():
    return 1

    # A last word within f.


class G:
    def f(self):
        return 2


# A part of its own.

async def h(): return 3
'''


def test_without() -> None:
    assert without(TWO, ["unknown"]) == TWO
    begin, end = TWO.index("\n\n# About f"), TWO.index("\n\nclass G")
    assert without(TWO, {"f"}) == TWO[:begin] + TWO[end:]
    assert without(TWO, {"h"}) == TWO[: TWO.index("\nasync")]
    assert without(TWO, {"G", "f"}) == TWO[:begin] + TWO[TWO.index("\n\n# A part") :]
    assert without("def f(): pass\n\n\nx = 1", {"f"}) == "x = 1"
    assert without("#! python\ndef f(): pass\n\n\nx = 1", {"f"}) == "#! python\n\n\nx = 1"
    assert without("x = 1\r\n\r\ndef f():\r\n    pass\r\n\r\ny = 2\r\n", {"f"}) == "x = 1\r\n\r\ny = 2\r\n"


def test_nothing_of_what_is_gone_is_left() -> None:
    found = without(TWO, {"f", "G", "h"})
    assert not any(isinstance(node, ast.ClassDef | ast.FunctionDef) for node in ast.walk(ast.parse(found)))
    assert "f." not in found and "return" not in found


def test_without_of_what_is_no_python() -> None:
    with pytest.raises(Mismarked, match="this is no Python") as caught:
        without("x = 1\ndef f(:\n", {"f"})
    assert caught.value.line == 2
