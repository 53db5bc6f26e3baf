"""Frames between the grader and a process that runs student code: strict, bounded, and never unpickled."""

from grader.wire.bounds import REQUEST, Bounds
from grader.wire.frames import decode, encode, read_payload, write_frame
from grader.wire.messages import Fields, call_from_tree, call_to_tree, pack, record_from_tree, record_to_tree

__all__ = [
    "REQUEST",
    "Bounds",
    "Fields",
    "call_from_tree",
    "call_to_tree",
    "decode",
    "encode",
    "pack",
    "read_payload",
    "record_from_tree",
    "record_to_tree",
    "write_frame",
]
