"""Lines that only IPython understands, replaced where they stand; everything else stays as it is."""

from __future__ import annotations

import pytest

from grader.notebooks.magics import dedented, plain, without_magics

REPLACED = {
    "!pip install x": "pass",
    "  %matplotlib inline": "  pass",
    "?torch.randn": "pass",
    "torch.randn?": "pass",
    "torch.nn.*?": "pass",
    "obj??  ": "pass",
    "files = !ls": "files = get_ipython()",
    "a, b = %magic x": "a, b = get_ipython()",
    "!pip install \\\n   torch\nx = 1": "pass\n\nx = 1",
    "if x:\n    !ls\ny = 1": "if x:\n    pass\ny = 1",
}
KEPT = [
    "x = (a\n  % b)",
    "x = a \\\n  % b",
    "x = '''\n!ls\n%time\n'''",
    'x = """\n!ls\n"""',
    "# !pip install x",
    "x = a != b",
    "x = 'what?'",
    "x = [\n  1,  # [\n  2]\ny = 'a\\'[' % 3",
]


@pytest.mark.parametrize("text", REPLACED)
def test_replaced(text: str) -> None:
    assert without_magics(text) == (REPLACED[text], 1)


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    assert without_magics(text) == (text, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%%time\nx = 1", "\nx = 1"),
        ("\n%%capture out\n%%time\nx = 1", "\n\n\nx = 1"),
        ("%%bash\nls", None),
        ("%%javascript\nalert(1)", None),
        ("%%writefile\n", None),
        ("x = 1\r\ny = 2\r", "x = 1\ny = 2\n"),
        ("\ufeffx = 1", "x = 1"),
        ("", ""),
    ],
)
def test_cell_magics(text: str, expected: str | None) -> None:
    assert plain(text).text == expected


def test_a_written_file_keeps_the_numbers_of_its_lines() -> None:
    written = plain("\n%%writefile -a  data/helper.py\nx = 1\ny = 2").written
    assert written is not None
    assert (written.name, written.text, written.appends) == ("data/helper.py", "\n\nx = 1\ny = 2", True)


def test_indentation_of_all_is_none() -> None:
    assert dedented("\n  def f():\n    return 1\n") == "\ndef f():\n  return 1\n"
