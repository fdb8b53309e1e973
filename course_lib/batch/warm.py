"""A process that has imported everything once, and forks a child for each submission: `python -m course_lib.batch.warm N`.

N is an inherited socket to the one who marks. There are two of these. In the cage, children run students' cells; this one has
run no student's code and holds no answer. Outside it, children run tests, and no student's code ever comes there.
"""

from __future__ import annotations

import base64
import builtins
import contextlib
import gc
import os
import select
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from course_lib.batch import cage, crossing
from course_lib.batch.kernel import Kernel, Output
from course_lib.batch.wire import GoneError, receive, send

# How often a submission's memory is looked at, in seconds.
_LOOK = 0.05


def main(descriptor: int) -> None:
    """Serve until the one who marks is gone."""
    control = socket.socket(fileno=descriptor)
    os.set_inheritable(descriptor, False)
    order = receive(control)
    caged, limits = order["caged"], cage.Limits(**order["limits"])
    if caged:
        cage.settle()
    builtins.input = _no_input
    # What is read once and never changes need not be read again by each child.
    kernel = Kernel(limits.output)
    os.chdir(order.get("folder") or ".")
    failed = [source for source in order["cells"] if any(one["output_type"] == "error" for one in kernel.run(source))]
    samples: list[dict[str, Any]] | None = order["samples"]
    kept = {} if samples is None else dict(kernel.names)
    for sample in samples or []:
        kernel.names.update({name: crossing.decode(value) for name, value in sample["values"].items()})
        kernel.run(sample["source"])
    if "ipywidgets" in sys.modules:  # what was shown meanwhile is no student's
        sys.modules["ipywidgets"].Widget.close_all()
    kernel.clear()
    kernel.names.update({name: value for name, value in kept.items() if not name.startswith("_")})
    gc.collect()
    gc.freeze()
    send(control, {"ready": len(failed)})
    serve = _Cells if samples is None else _Tests
    _line(control, caged, limits, lambda link: serve(kernel, link).serve())
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()  # for the processes of other lines


def _no_input(prompt: object = "") -> str:
    raise EOFError("nobody is there to answer while a notebook is marked")


def _line(control: socket.socket, caged: bool, limits: cage.Limits, serve: Any) -> None:
    """Fork a child for each submission that comes on a line, or another line's process, until whoever marks is gone."""
    with contextlib.suppress(GoneError):
        while True:
            control.settimeout(None)
            message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
            if not message:
                return
            if not descriptors:
                continue  # a word on a child that had ended by itself
            if message == b"s":
                _one(control, descriptors[0], caged, limits, serve)
            elif os.fork() == 0:
                control.close()
                _line(socket.socket(fileno=descriptors[0]), caged, limits, serve)
                os._exit(0)
            else:
                os.close(descriptors[0])


def _one(control: socket.socket, link: int, caged: bool, limits: cage.Limits, serve: Any) -> None:
    """Fork a child for one submission and watch over it until it is gone."""
    told, tell = os.pipe()
    guard = os.fork()
    if guard == 0:
        _guarded(control, link, told, tell, caged, limits, serve)
    os.close(link)
    os.close(tell)
    # Without a cage the child is the guard itself.
    child = int(os.read(told, 20) or guard)
    os.close(told)
    gone = os.pidfd_open(guard) if sys.platform == "linux" else None
    own = cage._status(os.getpid()).get("RssAnon", 0) if caged else 0
    why, most = "", limits.memory * 1024 * 1024
    while True:
        watched: list[Any] = [control] if gone is None else [control, gone]
        ready, _, _ = select.select(watched, [], [], _LOOK)
        if control in ready:
            order = control.recv(1)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGINT if order == b"i" else signal.SIGKILL)
            if not order:
                raise GoneError("ended")
        if caged and cage.memory(child, own, most) > most:
            why = "memory"
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        if os.waitpid(guard, os.WNOHANG)[0]:
            break
    if gone is not None:
        os.close(gone)
    if not caged:  # what a child left running is in its group
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)
    send(control, {"ended": why})


def _guarded(
    control: socket.socket, link: int, told: int, tell: int, caged: bool, limits: cage.Limits, serve: Any
) -> None:
    """In the forked child: serve one submission and end; this never returns."""
    status = 1
    try:
        control.close()
        os.close(told)
        if caged:
            cage.separate()
            first = os.fork()
            if first:
                os.write(tell, str(first).encode())
                for descriptor in (link, tell):
                    os.close(descriptor)
                os.waitpid(first, 0)
                os._exit(0)
            # A signal to one's own group reaches beyond one's namespace.
            os.setsid()
            cage.furnish(limits)
        else:
            os.setsid()
            os.write(tell, str(os.getpid()).encode())
        os.close(tell)
        cage.limit(limits, alone=caged)
        serve(socket.socket(fileno=link))
        status = 0
    except GoneError:
        status = 0
    except BaseException as error:  # said where whoever marks reads it; the link that breaks off tells them
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(status)


class _Cells:
    """Runs one student's cells, says what is bound, and calls their functions: all that the one who marks asks for."""

    def __init__(self, kernel: Kernel, link: socket.socket) -> None:
        self.kernel, self.link = kernel, link
        self._functions: list[Any] = []

    def serve(self) -> None:
        while True:
            order = receive(self.link)
            match order["do"]:
                case "files":
                    self._write(order["files"])
                    self.kernel.catch_descriptors()
                    send(self.link, {})
                case "run":
                    send(
                        self.link,
                        {"outputs": self.kernel.run(order["source"]), "count": self.kernel.shell.execution_count},
                    )
                case "values":
                    send(self.link, {"values": {name: self._value(name) for name in order["names"]}})
                case "call":
                    send(self.link, self._call(order))
                case "widgets":
                    send(self.link, {"widgets": _widgets()})
                case _:
                    return

    def _write(self, files: dict[str, str]) -> None:
        for name, data in files.items():
            file = Path(name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(base64.b64decode(data))

    def _keep(self, function: Any) -> int:
        self._functions.append(function)
        return len(self._functions) - 1

    def _value(self, name: str) -> Any:
        if name not in self.kernel.names:
            return None
        value = self.kernel.names[name]
        try:
            # In a list of one, because a value may itself be None.
            return [crossing.encode(value, self._keep)]
        except Exception:  # whatever a student's own class does when it is looked at
            return [{"t": "uncrossable", "v": type(value).__name__}]

    def _call(self, order: dict[str, Any]) -> dict[str, Any]:
        said: dict[str, Any] = {}

        def do() -> None:
            try:
                function = self._functions[order["function"]]
                given = [crossing.decode(one) for one in order["given"]]
                named = {key: crossing.decode(one) for key, one in order["named"].items()}
                returned = function(*given, **named)
                said["returned"] = crossing.encode(returned, self._keep)
                # A function may change what it was given, and a test may look at that.
                said["given"] = [self._after(one) for one in given]
            except BaseException as error:
                said.clear()
                name = getattr(error, "name", None)
                said["raised"] = {
                    "kind": type(error).__name__,
                    "said": _text(error),
                    "name": name if isinstance(name, str) else None,
                }

        outputs = self.kernel.watched(do)
        said["printed"] = "".join(one["text"] for one in outputs if one["output_type"] == "stream")
        return said

    def _after(self, value: Any) -> Any:
        if type(value) in (list, dict, set) or type(value).__name__ == "ndarray":
            return [crossing.encode(value)]
        return None


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return "…"  # its class is the student's, and broken


def _widgets() -> Any:
    """Return the state of a notebook's widgets, as a notebook keeps it; None where there are none."""
    if "ipywidgets" not in sys.modules:
        return None
    from ipywidgets import Widget  # type: ignore[import-untyped]

    found = Widget.get_manager_state(drop_defaults=True)
    return found if found["state"] else None


class _Tests:
    """Runs tests on answers that came as data."""

    def __init__(self, kernel: Kernel, link: socket.socket) -> None:
        self.kernel, self.link = kernel, link

    def serve(self) -> None:
        while True:
            order = receive(self.link)
            for name, data in order["values"].items():
                try:
                    self.kernel.names[name] = crossing.decode(data, self._proxy)
                except (crossing.CannotCrossError, RecursionError):
                    self.kernel.names[name] = crossing.Uncrossable("something")
            outputs: list[Output] = self.kernel.run(order["source"])
            send(self.link, {"outputs": outputs})

    def _proxy(self, number: int, name: str, doc: str) -> Any:
        def asked(*given: Any, **named: Any) -> Any:
            send(self.link, {
                "call": number,
                "given": [crossing.encode(one) for one in given],
                "named": {key: crossing.encode(one) for key, one in named.items()},
            })  # fmt: skip
            said = receive(self.link)
            if said.get("printed"):
                print(said["printed"], end="")  # noqa: T201 as it would have been printed in the same process
            if "raised" in said:
                raise _error(said["raised"])
            for one, after in zip(given, said.get("given") or [], strict=False):
                _change(one, after)
            return crossing.decode(said["returned"], self._proxy)

        asked.__name__ = asked.__qualname__ = name
        asked.__doc__ = doc
        return asked


def _error(raised: dict[str, Any]) -> BaseException:
    """Return an error like the one that a student's function raised."""
    kind = getattr(builtins, str(raised["kind"]), None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        kind = type(str(raised["kind"]), (Exception,), {})
    try:
        made = kind(str(raised["said"]))
    except TypeError:
        made = Exception(str(raised["said"]))  # one that cannot be made of a sentence, such as a UnicodeDecodeError
    if raised.get("name") is not None and hasattr(made, "name"):
        made.name = str(raised["name"])
    return made


def _change(given: Any, after: Any) -> None:
    """Make of something that was given to a student's function what the function made of it."""
    if after is None:
        return
    value = crossing.decode(after[0])
    if type(value) is not type(given):
        return
    if isinstance(given, list):
        given[:] = value
    elif isinstance(given, (dict, set)):
        given.clear()
        given.update(value)
    elif given.shape == value.shape:
        given[...] = value


if __name__ == "__main__":
    main(int(sys.argv[1]))
