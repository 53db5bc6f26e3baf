"""Wants the answer: reads its parent's memory with a system call of its own, process_vm_readv.

stopped_by: seccomp
ends: wrong
control: canary
where: processes of one user may look into each other
"""

import ctypes
import os


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def attacked(x):
    libc = ctypes.CDLL(None, use_errno=True)
    address = ctypes.cast(libc.getpid, ctypes.c_void_p).value
    mine = ctypes.create_string_buffer(16)
    local, remote = Vector(ctypes.addressof(mine), 16), Vector(address, 16)
    if libc.process_vm_readv(os.getppid(), ctypes.byref(local), 1, ctypes.byref(remote), 1, 0) == 16:
        print("token-of-the-grader")
        open("@PLACE@/canary", "w").close()
    return x


def honest(x):
    return 2 * x + 1
