"""Where a gradebook is: a file, or a database of a PostgreSQL server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit, urlunsplit

_SERVERS = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class Place:
    """``text`` is as it was typed; as text it is shown without a password."""

    text: str

    @classmethod
    def of(cls, given: Path | str | Place) -> Self:
        return cls(given.text if isinstance(given, Place) else str(given))

    @property
    def is_on_server(self) -> bool:
        return self.text.startswith(_SERVERS)

    @property
    def file(self) -> Path:
        """The file; only where it is one."""
        return Path(self.text)

    @property
    def name(self) -> str:
        """What its reports are called where there is no course."""
        return (urlsplit(self.text).path.strip("/") or "gradebook") if self.is_on_server else self.file.stem

    def __str__(self) -> str:
        if not self.is_on_server:
            return self.text
        parts = urlsplit(self.text)
        user, _, host = parts.netloc.rpartition("@")
        shown = f"{user.partition(':')[0]}@{host}" if user else host
        return urlunsplit((parts.scheme, shown, parts.path, "", ""))
