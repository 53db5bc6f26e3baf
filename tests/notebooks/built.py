"""A small builder of notebooks, in the two forms that there are."""

from __future__ import annotations

import json


def built(*cells: object, version: int = 4, **more: object) -> bytes:
    """A notebook of ``cells``: code as text or lists, other cells as dictionaries."""
    made = [cell if isinstance(cell, dict) else code(cell, version) for cell in cells]
    if version == 3:
        return json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": made}], **more}).encode()
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made, **more}).encode()


def code(source: object, version: int = 4, *, tags: tuple[str, ...] = (), outputs: object = ()) -> dict[str, object]:
    word = "input" if version == 3 else "source"
    metadata = {"tags": list(tags)} if tags else {}
    return {"cell_type": "code", word: source, "metadata": metadata, "outputs": outputs, "execution_count": None}


def text(source: str) -> dict[str, object]:
    return {"cell_type": "markdown", "source": source, "metadata": {}}
