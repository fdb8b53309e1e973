"""Answers as data: what crosses from where a student's code runs to where it is checked, and how functions are called.

Plain values, arrays, tables and the data classes of libraries are written as JSON and made anew on the other side, so that
nothing of a student's making (an object that equals everything, a class that lies about itself) comes along. A function
stays where it is: what crosses is a number under which it can be called. Nothing is ever unpickled.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime
import decimal
import fractions
import sys
from collections.abc import Callable
from typing import Any

_PLAIN = (bool, int, float, str)
_DEEPEST = 40
# Written as text and made anew from it.
_AS_TEXT: dict[str, tuple[type, Callable[[str], Any]]] = {
    "date": (datetime.date, datetime.date.fromisoformat),
    "datetime": (datetime.datetime, datetime.datetime.fromisoformat),
    "time": (datetime.time, datetime.time.fromisoformat),
    "Decimal": (decimal.Decimal, decimal.Decimal),
    "Fraction": (fractions.Fraction, fractions.Fraction),
    "complex": (complex, complex),
}
_SEQUENCES: dict[str, type] = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
# Kinds of arrays whose bytes say all there is: numbers, truth values, text, and times.
_KINDS = "biufcSUmM"


class CannotCrossError(TypeError):
    """A value that is no plain data: a figure, an object of one's own class, a generator."""


class Uncrossable:
    """What stands where a value could not cross: it equals nothing and can do nothing."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return f"<{self.kind}, which is no plain value>"


def encode(value: Any, keep: Callable[[Any], int] | None = None, depth: int = 0) -> Any:
    """Return a value as JSON can hold it.

    Parameters
    ----------
    value: what is to cross.
    keep: takes a function and returns the number under which it can be called; without it, functions do not cross.
    depth: how deep in another value this one lies.

    Raises
    ------
    CannotCrossError: for what is no plain data.
    """
    if depth > _DEEPEST:
        raise CannotCrossError("nested too deeply")

    def inner(part: Any) -> Any:
        return encode(part, keep, depth + 1)

    kind = type(value)
    if value is None or kind in _PLAIN:
        return value
    for name, sequence in _SEQUENCES.items():
        if kind is sequence:
            return {"t": name, "v": [inner(one) for one in value]}
    if kind is dict:
        return {"t": "dict", "v": [[inner(key), inner(one)] for key, one in value.items()]}
    for name, (known, _) in _AS_TEXT.items():
        if kind is known:
            return {
                "t": name,
                "v": str(value) if known in (complex, decimal.Decimal, fractions.Fraction) else value.isoformat(),
            }
    if kind is datetime.timedelta:
        return {"t": "timedelta", "v": [value.days, value.seconds, value.microseconds]}
    if kind is bytes:
        return {"t": "bytes", "v": base64.b64encode(value).decode()}
    if kind is range:
        return {"t": "range", "v": [value.start, value.stop, value.step]}
    if (made := _parts(value)) is not None and kind.__module__ != "__main__":
        return {
            "t": "made",
            "class": f"{kind.__module__}:{kind.__qualname__}",
            "v": {k: inner(v) for k, v in made.items()},
        }
    if (table := _table(value, inner)) is not None:
        return table
    if keep is not None and callable(value) and not isinstance(value, type):
        said = {"name": str(getattr(value, "__name__", "function")), "doc": str(getattr(value, "__doc__", None) or "")}
        return {"t": "call", "v": keep(value), **said}
    # A learner's place on the axes is a named tuple: what counts in it is the tuple.
    for base in (str, int, float, tuple, list, dict):
        if isinstance(value, base):
            return inner(_plain(base, value))
    raise CannotCrossError(kind.__name__)


def _plain(base: type, value: Any) -> Any:
    """Return the value beneath an object of a class made from a plain one, without asking that class."""
    if base is str:
        return str.__getitem__(value, slice(None))
    if base in (int, float):
        return base.__pos__(value)
    if base is dict:
        return dict(dict.items(value))
    return base(base.__iter__(value))  # type: ignore[attr-defined]


def _parts(value: Any) -> dict[str, Any] | None:
    """Return the fields of an object of a data class or a named tuple, None for any other."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return dict(zip(value._fields, value, strict=True))
    return None


def _table(value: Any, inner: Callable[[Any], Any]) -> Any:
    """Return an array or a table as JSON can hold it, None for what is neither."""
    library = type(value).__module__.partition(".")[0]
    if library == "numpy":
        import numpy as np

        if isinstance(value, np.generic):
            return {"t": "scalar", "v": inner(np.asarray(value))}
        if type(value) is np.ndarray:
            if value.dtype.kind not in _KINDS:
                return {"t": "objects", "shape": list(value.shape), "v": [inner(one) for one in value.ravel().tolist()]}
            data = base64.b64encode(np.ascontiguousarray(value).tobytes()).decode()
            return {"t": "array", "type": value.dtype.str, "shape": list(value.shape), "v": data}
    if library == "pandas":
        import pandas as pd

        if type(value) is pd.DataFrame:
            columns = [inner(value.iloc[:, n]) for n in range(value.shape[1])]
            return {"t": "frame", "columns": inner(value.columns), "index": inner(value.index), "v": columns}
        if type(value) is pd.Series:
            held = inner(value.tolist())
            return {
                "t": "series",
                "type": str(value.dtype),
                "index": inner(value.index),
                "name": inner(value.name),
                "v": held,
            }
        if isinstance(value, pd.Index):
            return {"t": "index", "type": str(value.dtype), "name": inner(value.name), "v": inner(value.tolist())}
        if type(value) is pd.Timestamp:
            return {"t": "stamp", "v": value.isoformat()}
        if value is pd.NaT or value is pd.NA:
            return {"t": "missing", "v": "NaT" if value is pd.NaT else "NA"}
    return None


def decode(data: Any, call: Callable[[int, str, str], Any] | None = None) -> Any:
    """Return the value that was written by `encode`.

    Parameters
    ----------
    data: what came, from JSON.
    call: takes the number of a function, its name and its description, and returns what stands for it.

    Raises
    ------
    CannotCrossError: for what `encode` would not have written.
    """
    try:
        return _decoded(data, call)
    except (KeyError, ValueError, TypeError, AttributeError, ImportError, OverflowError, ArithmeticError) as error:
        raise CannotCrossError(f"{type(error).__name__}: {error}") from error


def _decoded(data: Any, call: Callable[[int, str, str], Any] | None) -> Any:
    def inner(part: Any) -> Any:
        return _decoded(part, call)

    if data is None or type(data) in _PLAIN:
        return data
    kind, value = data["t"], data["v"]
    if kind in _SEQUENCES:
        return _SEQUENCES[kind](inner(one) for one in value)
    if kind == "dict":
        return {inner(key): inner(one) for key, one in value}
    if kind in _AS_TEXT:
        return _AS_TEXT[kind][1](value)
    if kind == "call" and call is not None:
        return call(int(value), str(data["name"]), str(data["doc"]))
    if kind == "uncrossable":
        return Uncrossable(str(value))
    if kind == "made":
        return _made(data["class"])(**{key: inner(one) for key, one in value.items()})
    simple: dict[str, Callable[[], Any]] = {
        "timedelta": lambda: datetime.timedelta(*value),
        "bytes": lambda: base64.b64decode(value),
        "range": lambda: range(*value),
    }
    if kind in simple:
        return simple[kind]()
    return _tabled(kind, data, inner)


def _made(name: str) -> Any:
    """Return a library's data class by its module and name. Nothing is imported for it, and nothing else is called."""
    module, _, path = name.partition(":")
    found: Any = sys.modules[module]
    for part in path.split("."):
        found = getattr(found, part)
    plain = isinstance(found, type) and (
        dataclasses.is_dataclass(found) or (issubclass(found, tuple) and hasattr(found, "_fields"))
    )
    if not plain or module == "__main__":
        raise ValueError(name)
    return found


def _tabled(kind: str, data: dict[str, Any], inner: Callable[[Any], Any]) -> Any:
    import numpy as np
    import pandas as pd

    value = data["v"]
    if kind == "array":
        if np.dtype(data["type"]).kind not in _KINDS:
            raise ValueError(data["type"])
        return np.frombuffer(base64.b64decode(value), dtype=data["type"]).reshape(data["shape"]).copy()
    if kind == "objects":
        made = np.empty(len(value), dtype=object)
        made[:] = [inner(one) for one in value]
        return made.reshape(data["shape"])
    if kind == "scalar":
        return inner(value)[()]
    if kind == "frame":
        columns = [inner(one) for one in value]
        index, names = inner(data["index"]), inner(data["columns"])
        table = pd.DataFrame({n: column.array for n, column in enumerate(columns)}, index=index)
        table.columns = names
        return table
    if kind == "series":
        return pd.Series(inner(value), index=inner(data["index"]), dtype=data["type"], name=inner(data["name"]))
    if kind == "index":
        return pd.Index(inner(value), dtype=data["type"], name=inner(data["name"]))
    if kind == "stamp":
        return pd.Timestamp(value)
    if kind == "missing":
        return pd.NaT if value == "NaT" else pd.NA
    raise ValueError(kind)
