"""The cage: bubblewrap around the process that is kept warm, and namespaces of its own around each submission in it.

What is inside sees the system's and Python's folders, to read only, and the course's library without what marks. It has no
network, no gradebook, no neighbour, and a folder of its own that goes away with it. Limits hold for all processes of a
submission together. Where whoever marks is root, an unprivileged user is taken first: some limits bind nobody who is root.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import shutil
import signal
import sys
import sysconfig
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import course_lib
from course_lib.words import words

# The kernel's numbers, from its headers.
_NEW_USER, _NEW_PID, _NEW_NET, _NEW_NS, _NEW_IPC, _NEW_UTS = (
    0x10000000,
    0x20000000,
    0x40000000,
    0x20000,
    0x08000000,
    0x04000000,
)
_NOSUID, _NODEV, _NOEXEC = 2, 4, 8
_NO_NEW_PRIVILEGES, _DROP_BOUND, _DUMPABLE, _CAPABILITIES = 38, 24, 4, 64
_CAPABILITY_VERSION = 0x20080522
NOBODY = 65534
WORK, HOME = "/tmp/work", "/tmp/home"  # noqa: S108 a file system of the submission's own
_SYSTEM = (
    "/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives",
)  # fmt: skip
# What marks: not to be read from within.
_HIDDEN = ("grading",)
_MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a submission may take, all its processes together.

    Parameters
    ----------
    memory: MiB.
    processes: how many at a time, threads included.
    cell: seconds for one cell.
    whole: seconds for the whole notebook.
    output: characters that a cell may print.
    disk: MiB that it may write.
    """

    memory: int = 1024
    processes: int = 64
    cell: float = 60
    whole: float = 300
    output: int = 1_000_000
    disk: int = 128

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if not value > 0:
                raise ValueError(words("The limit “{name}” is {value}; it must be above 0.", name=name, value=value))


def problem() -> str:
    """Return in one sentence why there is no cage on this machine; an empty one where there is."""
    if sys.platform != "linux":
        return words("A cage needs Linux. Mark in the container or in WSL 2, as the instructor's guide describes.")
    if shutil.which("bwrap") is None:
        return words(
            "bubblewrap is missing, which cages students' code. Install it, for instance: apt install bubblewrap"
        )
    return ""


def command(arguments: list[str], descriptor: int) -> list[str]:
    """Return the command that runs Python in the cage.

    Parameters
    ----------
    arguments: what Python is given.
    descriptor: an open file that it inherits.
    """
    package = Path(course_lib.__file__).parent
    # Not resolved: a virtual environment is known by where its Python lies, and a link in it may lead to another folder.
    folders = dict.fromkeys(
        str(one)
        for one in (
            sys.prefix, sys.base_prefix, sys.exec_prefix, Path(sys.executable).resolve().parent.parent,
            *map(sysconfig.get_path, ("stdlib", "purelib", "platlib")), *_packages(), package,
        )
        if one and Path(str(one)).exists()
    )  # fmt: skip
    made = [
        "bwrap",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-ipc",
        "--unshare-uts",
        "--die-with-parent",
        "--new-session",
    ]
    if os.geteuid() == 0:
        made += [part for name in ("SETUID", "SETGID", "SYS_ADMIN") for part in ("--cap-add", f"CAP_{name}")]
        made += ["--dir", "/proc"]
    else:
        made += ["--unshare-user", "--proc", "/proc"]
    for folder in _SYSTEM:
        made += ["--ro-bind-try", folder, folder]
    made += ["--dev", "/dev", "--perms", "1777", "--tmpfs", "/tmp"]  # noqa: S108
    # The folders above them are made anew, and would be root's alone.
    above = {str(one) for folder in folders for one in Path(folder).parents if one != Path("/")}
    for folder in sorted(above - set(_SYSTEM)):
        made += ["--perms", "0755", "--dir", folder]
    for folder in sorted(folders):
        made += ["--ro-bind", folder, folder]
    for name in _HIDDEN:
        if (package / name).exists():
            made += ["--tmpfs", str(package / name), "--remount-ro", str(package / name)]
    made += ["--remount-ro", "/", "--chdir", "/tmp", "--clearenv"]  # noqa: S108
    for name, value in surroundings(package.parent).items():
        made += ["--setenv", name, value]
    return [*made, "--", sys.executable, *arguments, str(descriptor)]


def surroundings(library: Path) -> dict[str, str]:
    """Return the environment in which a submission runs."""
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "HOME": HOME,
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(dict.fromkeys([str(library), *_packages()])),
        "PYTHONDONTWRITEBYTECODE": "1",
        # nbgrader's own sign that a notebook is run for marks.
        "NBGRADER_EXECUTION": "autograde",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "COURSE_LANGUAGE": os.environ.get("COURSE_LANGUAGE", ""),
        # A library that starts threads could not be forked afterwards.
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    }


def _packages() -> list[str]:
    """Return where packages lie that this Python imports: beside it, or in its user's own folder."""
    return [one for one in sys.path if Path(one).name in ("site-packages", "dist-packages") and Path(one).is_dir()]


def _system() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _must(result: int, what: str) -> None:
    if result:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")


def settle() -> None:
    """Just inside the cage: be nobody. Called once, before anything else is done there."""
    if os.geteuid() == 0:
        # A view of processes that is whole can be made anew further in; the one that bubblewrap makes for root cannot.
        _must(_system().mount(b"proc", b"/proc", b"proc", _NOSUID | _NODEV | _NOEXEC, None), "proc")
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        # Who changes user loses the right to their own entries in /proc, where namespaces are set up.
        _must(_system().prctl(_DUMPABLE, 1, 0, 0, 0), "dumpable")
    _must(_system().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0), "privileges")


def separate() -> None:
    """In a process of a submission's own: leave the namespaces of everybody else. Its next child is alone in new ones."""
    user, group = os.getuid(), os.getgid()
    _must(_system().unshare(_NEW_USER | _NEW_PID | _NEW_NET | _NEW_NS | _NEW_IPC | _NEW_UTS), "namespaces")
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        Path(f"/proc/self/{name}").write_text(text, encoding="ascii")


def furnish(limits: Limits) -> None:
    """In the first process of the new namespaces: its own files and processes, and no power to change that."""
    system = _system()
    _must(system.mount(b"proc", b"/proc", b"proc", _NOSUID | _NODEV | _NOEXEC, None), "proc")
    room = f"size={limits.disk}m,mode=1777,nr_inodes=20000".encode()
    for place in (b"/tmp", b"/dev/shm"):
        _must(system.mount(b"tmpfs", place, b"tmpfs", _NOSUID | _NODEV, room), "tmpfs")
    for capability in range(_CAPABILITIES):
        system.prctl(_DROP_BOUND, capability, 0, 0, 0)  # beyond the last one it fails, and that is no matter
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    _must(system.capset(header, (ctypes.c_uint32 * 6)()), "capabilities")
    for folder in (WORK, HOME):
        Path(folder).mkdir()
    os.chdir(WORK)


def limit(limits: Limits, alone: bool) -> None:
    """Set what one process may take; what a submission's take together is watched from outside.

    Parameters
    ----------
    limits: the submission's.
    alone: whether the process is in namespaces of its own; otherwise its user's other processes would count.
    """
    grown = limits.memory * _MIB
    if sys.platform == "linux":
        grown += _status(os.getpid()).get("VmData", 0)
    inside = (("NPROC", limits.processes), ("FSIZE", limits.disk * _MIB), ("NOFILE", 512)) if alone else ()
    for name, value in (("DATA", grown), ("CPU", int(limits.whole) + 1), ("CORE", 0), *inside):
        kind = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (value, value) if hard == resource.RLIM_INFINITY else (min(value, hard),) * 2)
    # A file that is full is an error in a cell, and not the end of it.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def memory(first: int, shared: int, enough: int) -> int:
    """Return how many bytes a process and all beneath it hold.

    Parameters
    ----------
    first: the id of the first of them. What loses its parent comes under this one, which is the first of its namespace.
    shared: how much of the first one's memory is only its parent's.
    enough: up to how many bytes a rough count will do.
    """
    parents: dict[int, int] = {}
    held: dict[int, int] = {}
    with contextlib.suppress(OSError):
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                known = int(entry.name)
                found = _status(known)
                parents[known] = found.get("PPid", 0)
                held[known] = found.get("RssAnon", 0) + found.get("RssShmem", 0)
    every, among = {first}, {first}
    while among := {one for one, parent in parents.items() if parent in among}:
        every |= among
    total = sum(held.get(one, 0) for one in every) - shared
    # Pages that forked processes share count once each here; to count them once in all takes longer, and is seldom needed.
    return total if total <= enough else sum(_own(one, held.get(one, 0)) for one in every) - shared


def _own(process: int, otherwise: int) -> int:
    """Return a process's share of the memory that it holds; what it holds in all where it does not let that be seen."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except (OSError, ValueError):
        return otherwise
    return sum(
        int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith(("Pss_Anon:", "Pss_Shmem:"))
    )


def _status(process: int) -> dict[str, int]:
    """Return what the system says of a process: its memory in bytes, and its parent; nothing of one that is gone."""
    try:
        text = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    rows = [line.partition(":") for line in text.splitlines()]
    sizes = {name: int(value.split()[0]) * 1024 for name, _, value in rows if value.endswith(" kB")}
    return {**sizes, **{name: int(value) for name, _, value in rows if name == "PPid"}}
