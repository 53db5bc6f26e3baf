"""The numbers of the system calls that a child may make, from Linux's asm/unistd_64.h and asm-generic/unistd.h.

What is not named here is refused. torch alone uses some thirty of them after a fork; the rest is Python's library.
"""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass

# The audit architecture of a call, from linux/audit.h: any other is a foreign ABI.
_X86_64, _AARCH64 = 0xC000003E, 0xC00000B7

_NUMBERS_X86_64 = """
access=21 alarm=37 arch_prctl=158 brk=12 chdir=80 clock_getres=229 clock_gettime=228 clock_nanosleep=230
clone=56 clone3=435 close=3 close_range=436 dup=32 dup2=33 dup3=292 epoll_create=213 epoll_create1=291
epoll_ctl=233 epoll_pwait=281 epoll_wait=232 eventfd2=290 exit=60 exit_group=231 faccessat=269 faccessat2=439
fadvise64=221 fcntl=72 fdatasync=75 fstat=5 fstatfs=138 fsync=74 ftruncate=77 futex=202 get_robust_list=274
getcpu=309 getcwd=79 getdents64=217 getegid=108 geteuid=107 getgid=104 getgroups=115 getitimer=36 getpgid=121
getpgrp=111 getpid=39 getppid=110 getpriority=140 getrandom=318 getresgid=120 getresuid=118 getrlimit=97
getrusage=98 getsid=124 gettid=186 gettimeofday=96 getuid=102 ioctl=16 kill=62 lseek=8 lstat=6 madvise=28
membarrier=324 mincore=27 mkdir=83 mkdirat=258 mmap=9 mprotect=10 mremap=25 msync=26 munmap=11 nanosleep=35
newfstatat=262 open=2 openat=257 pause=34 pipe=22 pipe2=293 poll=7 ppoll=271 prctl=157 pread64=17 preadv=295
preadv2=327 prlimit64=302 pselect6=270 pwrite64=18 pwritev=296 pwritev2=328 read=0 readahead=187 readlink=89
readlinkat=267 readv=19 rename=82 renameat=264 renameat2=316 restart_syscall=219 rmdir=84 rseq=334
rt_sigaction=13 rt_sigpending=127 rt_sigprocmask=14 rt_sigreturn=15 rt_sigsuspend=130 rt_sigtimedwait=128
sched_get_priority_max=146 sched_get_priority_min=147 sched_getaffinity=204 sched_getparam=143
sched_getscheduler=145 sched_yield=24 select=23 sendfile=40 set_robust_list=273 set_tid_address=218 setitimer=38
sigaltstack=131 stat=4 statfs=137 statx=332 sysinfo=99 tgkill=234 time=201 times=100 umask=95 uname=63 unlink=87
unlinkat=263 wait4=61 waitid=247 write=1 writev=20
"""

_NUMBERS_AARCH64 = """
brk=214 chdir=49 clock_getres=114 clock_gettime=113 clock_nanosleep=115 clone=220 clone3=435 close=57
close_range=436 dup=23 dup3=24 epoll_create1=20 epoll_ctl=21 epoll_pwait=22 eventfd2=19 exit=93 exit_group=94
faccessat=48 faccessat2=439 fadvise64=223 fcntl=25 fdatasync=83 fstat=80 fstatfs=44 fsync=82 ftruncate=46
futex=98 get_robust_list=100 getcpu=168 getcwd=17 getdents64=61 getegid=177 geteuid=175 getgid=176 getgroups=158
getitimer=102 getpgid=155 getpid=172 getppid=173 getpriority=141 getrandom=278 getresgid=150 getresuid=148
getrlimit=163 getrusage=165 getsid=156 gettid=178 gettimeofday=169 getuid=174 ioctl=29 kill=129 lseek=62
madvise=233 membarrier=283 mincore=232 mkdirat=34 mmap=222 mprotect=226 mremap=216 msync=227 munmap=215
nanosleep=101 newfstatat=79 openat=56 pipe2=59 ppoll=73 prctl=167 pread64=67 preadv=69 preadv2=286 prlimit64=261
pselect6=72 pwrite64=68 pwritev=70 pwritev2=287 read=63 readahead=213 readlinkat=78 readv=65 renameat=38
renameat2=276 restart_syscall=128 rseq=293 rt_sigaction=134 rt_sigpending=136 rt_sigprocmask=135
rt_sigreturn=139 rt_sigsuspend=133 rt_sigtimedwait=137 sched_get_priority_max=125 sched_get_priority_min=126
sched_getaffinity=123 sched_getparam=121 sched_getscheduler=120 sched_yield=124 sendfile=71 set_robust_list=99
set_tid_address=96 setitimer=103 sigaltstack=132 statfs=43 statx=291 sysinfo=179 tgkill=131 times=153 umask=166
uname=160 unlinkat=35 wait4=260 waitid=95 write=64 writev=66
"""


# Where memory lies and stays, which libraries of devices ask for.
_OF_DRIVERS_X86_64 = "get_mempolicy=239 mbind=237 memfd_create=319 mlock=149 munlock=150 set_mempolicy=238"
_OF_DRIVERS_AARCH64 = "get_mempolicy=236 mbind=235 memfd_create=279 mlock=228 munlock=229 set_mempolicy=237"


@dataclass(frozen=True, slots=True)
class Processor:
    """``numbers`` by name, and those ``of_drivers``, only beside a device.

    ``audit`` is how the kernel names the ABI; ``x32`` marks the flag bit of a second ABI.
    """

    audit: int
    numbers: dict[str, int]
    of_drivers: dict[str, int]
    x32: int | None = None


def processor() -> Processor | None:
    """This machine's, or None where its numbers are not known here."""
    if sys.platform != "linux":
        return None
    match platform.machine():
        case "x86_64":
            return Processor(_X86_64, _table(_NUMBERS_X86_64), _table(_OF_DRIVERS_X86_64), x32=0x40000000)
        case "aarch64":
            return Processor(_AARCH64, _table(_NUMBERS_AARCH64), _table(_OF_DRIVERS_AARCH64))
    return None


def _table(text: str) -> dict[str, int]:
    return {name: int(number) for name, number in (entry.split("=") for entry in text.split())}
