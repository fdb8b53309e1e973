"""Messages between the one who marks and the processes that work for it: JSON, each with its length before it."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

_HEAD = struct.Struct("!Q")
# More than this from a process that runs a student's code is no answer.
MOST = 64 * 1024 * 1024
# Nor are more values than this: each takes many times the memory of the two bytes in which it is said.
_VALUES = 2_000_000


class GoneError(Exception):
    """The other side ended, or said something that is no message."""


class SlowError(Exception):
    """The other side did not answer in time."""


def send(to: socket.socket, message: Any) -> None:
    """Send a message.

    Raises
    ------
    GoneError: where nobody is there to read it.
    SlowError: where nobody reads it before the socket's timeout.
    """
    data = json.dumps(message).encode()
    try:
        to.sendall(_HEAD.pack(len(data)) + data)
    except TimeoutError as error:
        raise SlowError from error
    except OSError as error:
        raise GoneError(str(error)) from error


def receive(source: socket.socket, seconds: float | None = None, most: int = MOST) -> Any:
    """Return the next message.

    Parameters
    ----------
    source: from where.
    seconds: how long to wait for the whole of it; None waits without end.
    most: its greatest length in bytes.

    Raises
    ------
    GoneError: where the other side has ended, or what it says is no message of this length, or too many values.
    SlowError: where it takes longer.
    """
    until = None if seconds is None else time.monotonic() + seconds
    (length,) = _HEAD.unpack(_exactly(source, _HEAD.size, until))
    if length > most:
        raise GoneError(f"a message of {length} bytes")
    data = _exactly(source, length, until)
    if sum(map(data.count, (b",", b"[", b"{"))) > _VALUES:
        raise GoneError("a message of too many values")
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise GoneError("no message") from error


def _exactly(source: socket.socket, count: int, until: float | None) -> bytes:
    parts, missing = [], count
    while missing:
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            raise SlowError
        source.settimeout(left)
        try:
            part = source.recv(min(missing, 1 << 20))
        except TimeoutError as error:
            raise SlowError from error
        except OSError as error:
            raise GoneError(str(error)) from error
        if not part:
            raise GoneError("ended")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
