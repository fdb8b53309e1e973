"""Runs a notebook's cells in this process and keeps their outputs as a notebook holds them.

IPython does the work, as it does in Jupyter's own kernel; what is left out is the talk over sockets, and with it most of
the time that a cell of a marked notebook takes.
"""

from __future__ import annotations

import base64
import io
import os
import sys
import tempfile
from collections.abc import Callable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

Output = dict[str, Any]
CUT = "\n… the rest of what this cell prints was cut off.\n"


class Stream(io.TextIOBase):
    """Where a cell prints to: text is kept as an output of the cell, up to a length."""

    def __init__(self, name: str, outputs: list[Output], most: int) -> None:
        self.name, self._outputs, self._most = name, outputs, most
        self._left = most

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._left > 0 and text:
            kept = text[: self._left] + (CUT if len(text) >= self._left else "")
            self._left -= len(text)
            last = self._outputs[-1] if self._outputs else {}
            if last.get("output_type") == "stream" and last.get("name") == self.name:
                last["parts"].append(kept)
            else:
                self._outputs.append({"output_type": "stream", "name": self.name, "parts": [kept]})
        return len(text)

    def refill(self) -> None:
        """Let the next cell print as much as the last was allowed."""
        self._left = self._most

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1 if self.name == "stdout" else 2

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "UTF-8"


class _Hook(DisplayHook):
    """Keeps the value of a cell's last line."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        result = {"output_type": "execute_result", "execution_count": self.prompt_count}
        self.shell.outputs.append({**result, "data": _textual(format_dict), "metadata": md_dict or {}})

    def finish_displayhook(self) -> None:
        pass


class _Publisher(DisplayPublisher):
    """Keeps what a cell displays."""

    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: Any = False,
        **_: Any,
    ) -> None:
        known = (transient or {}).get("display_id")
        made = {"output_type": "display_data", "data": _textual(data), "metadata": metadata or {}}
        if update:
            for one in self.shell.outputs:
                if known is not None and one.get("id") == known:
                    one.update(data=made["data"], metadata=made["metadata"])
        else:
            self.shell.outputs.append({**made, "id": known})

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear()


class _Shell(InteractiveShell):
    outputs: list[Output]

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        said = {"output_type": "error", "ename": str(etype.__name__), "evalue": _said(evalue)}
        self.outputs.append({**said, "traceback": [str(line) for line in stb]})


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return "an error that cannot say what it is"  # its own class is broken, and the cell has failed anyway


def _textual(data: Any) -> dict[str, Any]:
    """Return a bundle of formats with pictures as text, as a notebook keeps them."""
    return {key: base64.b64encode(one).decode() if isinstance(one, bytes) else one for key, one in data.items()}


class Kernel:
    """One Python in which cells run one after another.

    Parameters
    ----------
    most: how many characters a cell may print.
    """

    def __init__(self, most: int) -> None:
        config = Config()
        # A history would open a database and a thread.
        config.HistoryManager.enabled = False
        self._outputs: list[Output] = []
        _Shell.outputs = self._outputs
        self.shell = _Shell(
            config=config, displayhook_class=_Hook, display_pub_class=_Publisher, user_module=None, user_ns={}
        )
        # What asks for the running IPython must find this one.
        for kind in (InteractiveShell, _Shell):
            kind._instance = self.shell  # type: ignore[assignment]
        self._streams = [Stream(name, self._outputs, most) for name in ("stdout", "stderr")]
        self._written: io.FileIO | None = None
        self._most = most

    @property
    def names(self) -> dict[str, Any]:
        """What is bound in the notebook, by name."""
        found: dict[str, Any] = self.shell.user_ns
        return found

    def clear(self) -> None:
        """Forget what was run, and keep what was imported."""
        # What `reset` of the shell does besides takes longer than a cell: nothing here has changed aliases or hooks.
        self.shell.user_ns.clear()
        self.shell.init_user_ns()
        self.shell.execution_count = 1
        self._outputs.clear()

    def catch_descriptors(self) -> None:
        """Keep what programs print that a cell starts, too: they know nothing of Python's streams."""
        # Unbuffered and without a name in any folder; ends with the process.
        self._written = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        for descriptor in (1, 2):
            os.dup2(self._written.fileno(), descriptor)

    def run(self, source: str) -> list[Output]:
        """Run a cell and return its outputs."""
        return self.watched(lambda: self.shell.run_cell(source, store_history=True))

    def watched(self, do: Callable[[], Any]) -> list[Output]:
        """Do something and return what it printed, displayed and failed with, as a cell's outputs."""
        self._outputs.clear()
        for stream in self._streams:
            stream.refill()
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self._streams
        try:
            do()
        except BaseException:  # IPython shows errors itself; this is one in showing them, or an interruption on the way
            self.shell.showtraceback()
        finally:
            sys.stdout, sys.stderr = before
        self._take_written()
        return [_joined(one) for one in self._outputs]

    def _take_written(self) -> None:
        if self._written is None:
            return
        os.lseek(self._written.fileno(), 0, os.SEEK_SET)
        found = self._written.read(self._most) or b""
        if found:
            self._streams[0].write(found.decode("utf-8", "replace"))
            os.ftruncate(self._written.fileno(), 0)
            os.lseek(self._written.fileno(), 0, os.SEEK_SET)


def _joined(output: Output) -> Output:
    """Return an output as a notebook holds it."""
    made = {key: value for key, value in output.items() if key not in ("parts", "id")}
    if "parts" in output:
        made["text"] = "".join(output["parts"])
    return made
