"""Writes to the settings of the system and of its own cage."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import os
for path in ('/proc/sys/kernel/core_pattern', '/proc/sysrq-trigger', '/proc/self/uid_map', '/proc/1/oom_score_adj',
    '/dev/mem',
             '/proc/sys/kernel/hostname', '/sys/fs/cgroup/cgroup.procs', '/proc/self/mem', '/dev/kmsg', '/etc/ld.so.preload'):
    try:
        with open(path, 'w') as file:
            print('opened', path, file.write('0') if 'mem' not in path else '')
    except OSError as error:
        print(error)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
