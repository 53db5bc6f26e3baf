"""A real editor's server for YAML, spoken to as an editor speaks to it: JSON-RPC over its standard input and output."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = "yaml-language-server"
VARIABLE = "YAML_LANGUAGE_SERVER"
PATIENCE = 60
# What an editor answers when the server asks for its settings.
SETTINGS = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}


class Editor:
    """One window: a document is opened, and asked about at the place of its cursor, written ``|``."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._received: queue.Queue[dict[str, Any]] = queue.Queue()
        self._opened = 0
        self._asked = 0
        threading.Thread(target=self._read, daemon=True).start()
        folders = [{"uri": ROOT.as_uri(), "name": "course"}]
        formats = {"documentationFormat": ["plaintext"]}
        completion = {"completionItem": {**formats, "snippetSupport": True}}
        abilities = {"textDocument": {"completion": completion, "hover": {"contentFormat": ["plaintext"]}}}
        self._ask(
            "initialize",
            {"processId": os.getpid(), "rootUri": ROOT.as_uri(), "workspaceFolders": folders}
            | {"capabilities": {**abilities, "workspace": {"configuration": True}}},
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def close(self) -> None:
        self._ask("shutdown", None)
        self._tell("exit", None)
        self._process.wait(PATIENCE)
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()

    def offered(self, text: str) -> dict[str, str]:
        """What is offered at the cursor: what is shown of it, by word."""
        found = self._at_cursor("textDocument/completion", text)
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"]: _plain(item.get("documentation", "")) for item in items}

    def hover(self, text: str) -> str:
        found = self._at_cursor("textDocument/hover", text)
        return _plain(found["contents"]) if found else ""

    def underlined(self, text: str) -> list[tuple[int, str]]:
        """The line, counted from one, and the words of everything that is underlined."""
        uri = self._open(text)
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found = message["params"]["diagnostics"]
                return [(each["range"]["start"]["line"] + 1, each["message"]) for each in found]

    def _at_cursor(self, method: str, text: str) -> Any:
        before, _, after = text.partition("|")
        uri = self._open(before + after)
        place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        return self._ask(method, {"textDocument": {"uri": uri}, "position": place})

    def _open(self, text: str) -> str:
        self._opened += 1
        uri = (ROOT / "assignments" / f"draft-{self._opened}" / "assignment.yaml").as_uri()
        self._tell(
            "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}}
        )
        return uri

    def _ask(self, method: str, parameters: object) -> Any:
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _tell(self, method: str, parameters: object) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, object]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _next(self) -> dict[str, Any]:
        """The next message, the server's own questions answered."""
        message = self._received.get(timeout=PATIENCE)
        if "method" in message and "id" in message:
            asked = message["params"]["items"] if message["method"] == "workspace/configuration" else None
            answer = None if asked is None else [SETTINGS.get(each.get("section")) for each in asked]
            self._send({"id": message["id"], "result": answer})
        return message

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while True:
            length = 0
            while (line := stream.readline().strip()) or not length:
                if not line:
                    return
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            self._received.put(json.loads(stream.read(length)))


def _plain(said: Any) -> str:
    if isinstance(said, dict):
        said = said["value"]
    return "\n".join(map(_plain, said)) if isinstance(said, list) else str(said).replace("\\", "")


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    command = os.environ.get(VARIABLE) or shutil.which(COMMAND)
    if command is None:
        pytest.skip(f"no {COMMAND} on PATH, and {VARIABLE} is not set")
    opened = Editor([command, "--stdio"])
    yield opened
    opened.close()
