"""What each host reads in a repository: one file a host. A new one is a file beside these, and a line here.

Pure: from the names of assignments and their files to the content of a workflow, a script or a bundle.
"""

from __future__ import annotations

from collections.abc import Mapping

from grader.hosts import actions, classroom, classroom50, gitlab, gradescope
from grader.hosts.host import Graded, Host

HOSTS: Mapping[str, Host] = {
    module.HOST.name: module.HOST for module in (actions, classroom, classroom50, gitlab, gradescope)
}
# Where a release is for nobody in particular.
USUAL = actions.HOST.name

__all__ = ["HOSTS", "USUAL", "Graded", "Host"]
