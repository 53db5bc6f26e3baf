"""From the address of a remote to the pages on which a person sees what became of a push. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_NAME = re.compile(r"(?!\.+$)[\w.~-]+", re.ASCII)
# user@host:path, and no drive: what stands before the colon has a dot, or is longer than a letter.
_SHORT = re.compile(r"(?:[^@/:]+@)?(?P<host>[^@/:]{2,}):(?!//)(?P<path>.+)")
_WEB = {"http": "http", "https": "https", "ssh": "https", "git": "https", "git+ssh": "https", "ssh+git": "https"}


@dataclass(frozen=True, slots=True)
class Pages:
    """``grade`` is where runs are listed, ``commit`` shows one commit once its hash is put at the end."""

    grade: str
    commit: str


def pages_of(address: str) -> Pages | None:
    """The pages of the repository at ``address``; None where its host is neither a GitHub nor a GitLab by its name."""
    found = _parts(address)
    if found is None:
        return None
    root, host, names = found
    labels = host.split(".")
    if any("github" in label for label in labels) and len(names) == 2:
        return Pages(f"{root}/actions", f"{root}/commit/")
    if any("gitlab" in label for label in labels) and len(names) >= 2:
        return Pages(f"{root}/-/pipelines", f"{root}/-/commit/")
    return None


def _parts(address: str) -> tuple[str, str, list[str]] | None:
    """The repository's page, its host, and the names in its path. Whoever logs in is left out."""
    scheme, host, port, path = "https", "", None, ""
    if "://" in address:
        try:
            split = urlsplit(address)
            scheme, host, path = split.scheme, split.hostname or "", split.path
            port = split.port if scheme in ("http", "https") else None
        except ValueError:
            return None
        if scheme not in _WEB:
            return None
    elif short := _SHORT.fullmatch(address):
        host, path = short["host"].lower(), short["path"]
    host = _true_host(host)
    names = path.strip("/").removesuffix(".git").split("/")
    if "." not in host or not _HOST.fullmatch(host) or not all(_NAME.fullmatch(name) for name in names):
        return None
    site = host if port is None else f"{host}:{port}"
    return f"{_WEB[scheme]}://{site}/{'/'.join(names)}", host, names


def _true_host(host: str) -> str:
    """The host with the pages: SSH has one of its own behind firewalls, and names like `github.com-work` for keys."""
    for known in ("github.com", "gitlab.com"):
        if host in (f"ssh.{known}", f"altssh.{known}") or host.startswith(f"{known}-"):
            return known
    return host
