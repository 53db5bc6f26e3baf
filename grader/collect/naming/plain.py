"""Names that no host wrote: of repositories, and of files and folders that somebody named by hand.

GitHub Classroom names repositories `assignment-LOGIN`, Classroom 50 `classroom-assignment-LOGIN` in lower case (its
wiki, and `studentRepoName` of foundation50/classroom50), also for the zips that its page gives. A zip from a page of
GitHub ends with the branch. By hand people write `s001.py`, `softmax_s001.py` or `s001-softmax.ipynb`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.collect.naming.named import Who

# The kind of id that a repository is named by where the assignment's name stands before it.
GITHUB = "github"
_SEPARATORS = (" ", "_", ".", "-")
# What a browser adds to a name that it has already, and a file manager to that of a copy.
_COPY = re.compile(r"(?: ?\(\d{1,3}\)| - copy(?: \(\d{1,3}\))?| copy(?: \d{1,3})?)$", re.I)
_BRANCH = re.compile(r"-(?:main|master)$", re.I)


def without_copy(stem: str) -> str:
    """`softmax (1)` is `softmax`."""
    return _COPY.sub("", stem)


def owner(name: str, words: Sequence[str], *, is_repository: bool = False) -> Who | None:
    """Whose a thing called ``name`` may be; None where it is called like the assignment. ``words`` are its names.

    Without a class list it is what is left after such a word at the beginning, or before one at the end. A class list
    is asked for the whole name first, and at last for what follows a word, or any `-` in a repository's name.
    """
    name = without_copy(name)
    left = _without_word(name, words, is_repository=is_repository)
    if not left:
        return None
    ends = [name[at + 1 :] for at, char in enumerate(name) if char == "-"] if is_repository else []
    after = [
        name[found.end() :] for word in filter(None, words) if (found := re.search(f"-{re.escape(word)}-", name, re.I))
    ]
    ends = [name, *(_BRANCH.sub("", end) for end in [left, *after, *ends])]
    is_hosts = is_repository and left != name and name.endswith(f"-{left}")
    return Who(left, name=left, logins=(name, left), ends=tuple(ends), ids=((GITHUB, left),) if is_hosts else ())


def _without_word(name: str, words: Sequence[str], *, is_repository: bool) -> str:
    low = name.casefold()
    if len(low) != len(name):  # a few letters have two in lower case, and places would differ
        return name
    for word in sorted({word.casefold() for word in words if word}, key=lambda word: (-len(word), word)):
        if low == word:
            return ""
        if low.startswith(tuple(word + each for each in _SEPARATORS)):
            return name[len(word) + 1 :].strip("".join(_SEPARATORS))
        if is_repository and f"-{word}-" in low:
            return name[low.index(f"-{word}-") + len(word) + 2 :]
        if low.endswith(tuple(each + word for each in _SEPARATORS)):
            return name[: -len(word) - 1].strip("".join(_SEPARATORS))
    return name
