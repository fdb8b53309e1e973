"""The kit that every explorer and every question is made of: controls, a chart, its words, its table, its sources.

A `Panel` joins controls to one pure function, `view_of(state) -> view`. Controls, state and view are plain values; the
page's side (`kit.js`) draws them with the browser's own elements, so that keyboard, screen reader, theme and
right-to-left come from there. Plotly's JavaScript crosses once per page, compressed, when the first chart asks for it.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import gzip
import importlib.util
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_lib import vocabulary
from course_lib.catalogue import Source, Statement, load_references
from course_lib.dates import when
from course_lib.words import direction, language, words

HERE = Path(__file__).parent
State = Mapping[str, Any]
View = dict[str, Any]


@functools.cache
def _plotly_javascript() -> bytes:
    """Return plotly.js as its package ships it, compressed. Python's plotly itself need not be imported for that."""
    found = importlib.util.find_spec("plotly")
    assert found and found.submodule_search_locations, "plotly is a dependency of this package"
    script = Path(found.submodule_search_locations[0]) / "package_data" / "plotly.min.js"
    return gzip.compress(script.read_bytes(), compresslevel=6)


def _packed(traces: list[Mapping[str, Any]]) -> bytes:
    """Return traces as compressed JSON; nothing for none."""
    return gzip.compress(json.dumps(traces).encode()) if traces else b""


def _said() -> dict[str, str]:
    """Return the words that the page's side needs, in the learner's language."""
    return {
        "table": words("The same as a table"),
        "sources": words("Sources"),
        "chart": words("Chart"),
        "loading": words("The chart is on its way ..."),
        "download": words("Download"),
        "statements": words("Statements"),
        "silence": words(
            "No answer from the notebook. If it was restarted, run the first code cell of this lesson and then this one "
            "again. Nothing that was kept is lost."
        ),
    }


@functools.cache
def _spare_what_stays() -> None:
    """Take what is loaded by now out of the garbage collector's rounds.

    Cases and references stay for as long as a kernel runs, and are many: a round over all of them falls into somebody's key
    press, and is then as long as all the rest of the answer.
    """
    gc.freeze()


# A control with more options than this sends them apart from itself, and only when they change.
LONG = 50
# What is folded until the learner opens it. Until then it does not cross to the page, which only learns that it is there.
WAITS = {"waits": True}


class Panel(anywidget.AnyWidget):
    """Controls joined to a view.

    Parameters
    ----------
    controls: what the learner can set, in order: dicts with `type` (select, radio, checks, range, number, text, button,
        download, upload), `name`, `label`, and what the type needs (`options`, `min`, `max`, `step`, `unit`, `rows`). A
        `help` is a short sentence under the control. Enter in a text that is `single` presses the button that follows.
    state: the value of each control by name, to start with.
    view_of: returns the view of a state: any of `heading`, `prompt` (above the controls), `words`, `figure`, `table`
        (folded under a `heading`, unless it says that it is `open`; rows may be `marked`), `cards` (folded under a
        `cards_heading` if there is one), `more` (further lists, each with a `heading` and its `cards`, folded), `pick`
        (the control that a click on a point of the figure sets), `file` (what a download control saves) and `controls`
        (in place of those before). A table or cards that wait, folded, may be a function that makes them when they are
        wanted; for no cards it is left out. A ValueError says why a state cannot be shown: its sentence then stands in
        place of the view.
    on_event: called with the name of the control that moved and the new state before the view is drawn; returns the
        state to go on with. Buttons work through it. Its ValueError refuses the change: the view stays.
    fixed: the traces with which every figure of this panel begins, such as the outlines of a map: they cross to the
        page once, and not with every change.
    """

    _esm = HERE / "kit.js"
    _css = HERE / "kit.css"
    state = traitlets.Dict().tag(sync=True)
    # The controls as they cross to the page, and the long lists of options by the control's name.
    form = traitlets.List().tag(sync=True)
    lists = traitlets.Dict().tag(sync=True)
    # The view in parts: what did not change does not cross to the page again.
    told = traitlets.Dict().tag(sync=True)
    figure = traitlets.Dict(None, allow_none=True).tag(sync=True)
    table = traitlets.Dict(None, allow_none=True).tag(sync=True)
    cards = traitlets.Any().tag(sync=True)
    more = traitlets.List(None, allow_none=True).tag(sync=True)
    page = traitlets.Dict().tag(sync=True)
    fixed = traitlets.Bytes().tag(sync=True)

    def __init__(
        self,
        controls: Iterable[Mapping[str, Any]],
        state: State,
        view_of: Callable[[State], View],
        on_event: Callable[[str, State], State] | None = None,
        fixed: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self._view_of = view_of
        self._on_event = on_event
        self._fixed = list(fixed)
        self._serial = 1
        self._opened: set[str] = set()
        self._view = {"controls": list(controls), **view_of(state)}
        super().__init__(
            state=dict(state),
            page={"dir": direction(), "lang": language(), "said": _said()},
            fixed=_packed(self._fixed),
            **self._parts(),
        )
        self.on_msg(self._heard)

    @property
    def controls(self) -> list[Mapping[str, Any]]:
        """The controls as they stand, with all their options."""
        return self._view["controls"]

    @property
    def view(self) -> View:
        """The view as it stands, with a `serial` that grows with every answer; everything that waits is made for it."""
        view = {part: _made(value) for part, value in self._view.items() if part != "controls" and value is not None}
        if "more" in view:
            view["more"] = [{**group, "cards": _made(group["cards"])} for group in view["more"]]
        return {"problem": None, **view, "serial": self._serial}

    def _parts(self) -> dict[str, Any]:
        """Return the controls and the view as the traits that hold them for the page."""
        told = dict(self._view)
        controls = told.pop("controls")
        lists = {one["name"]: one["options"] for one in controls if len(one.get("options", ())) > LONG}
        figure, table, cards, more = (told.pop(part, None) for part in ("figure", "table", "cards", "more"))
        if figure and self._fixed:
            figure = {**figure, "data": figure["data"][len(self._fixed) :]}
        if callable(table) or (table and not table.get("open")):
            heading = {} if callable(table) or "heading" not in table else {"heading": table["heading"]}
            table = _made(table) if "table" in self._opened else {**WAITS, **heading}
        if cards and told.get("cards_heading"):
            cards = _made(cards) if "cards" in self._opened else WAITS
        if more:
            more = [
                {**group, "cards": _made(group["cards"]) if group["heading"] in self._opened else WAITS}
                for group in more
            ]
        return {
            "form": [{**one, "options": ()} if one["name"] in lists else one for one in controls],
            "lists": lists,
            # The number tells the page that its last change was answered, even where nothing looks different.
            "told": {"problem": None, **told, "serial": self._serial},
            "figure": figure,
            "table": table,
            "cards": cards,
            "more": more,
        }

    def change(self, name: str, value: Any = True) -> View:
        """Set a control as the learner would, and return the view that follows; what goes wrong is raised."""
        self._set(name, value)
        return self.view

    def _set(self, name: str, value: Any) -> None:
        state = {**self.state, name: value}
        view = self._view
        try:
            if self._on_event:
                state = dict(self._on_event(name, state))
            # What cannot be shown is not what was shown before: of that, the controls alone stay.
            view = {"controls": self.controls}
            self.state = state
            self._show(self._view_of(state))
        except Exception as error:
            said = (
                str(error)
                if isinstance(error, ValueError)
                else words(
                    "Something went wrong here ({what}). What you kept in your journal is safe; run this cell again.",
                    what=f"{type(error).__name__}: {error}",
                )
            )
            self._show({**view, "problem": said})
            raise

    def _show(self, view: View) -> None:
        self._serial += 1
        self._view = {"controls": self.controls, **view}
        self._cross()

    def _cross(self) -> None:
        """Send to the page, in one message, whatever is not there yet."""
        with self.hold_sync():
            for name, value in self._parts().items():
                setattr(self, name, value)

    def _heard(self, _: Any, content: Any, buffers: Any) -> None:
        if content.get("kind") == "plotly, please":
            self.send({"kind": "plotly"}, buffers=[_plotly_javascript()])
        elif content.get("kind") == "open":
            self._opened.add(content["part"])
            self._cross()
        elif content.get("kind") == "event":
            _spare_what_stays()
            pressed = any(c["name"] == content["name"] and c["type"] == "button" for c in self.controls)
            if pressed and content.get("serial", self._serial) != self._serial:
                # Pressed again while the kernel was slow to answer: it was meant for what stood there before.
                self._show(self._view_of(self.state))
                return
            # What follows crosses to the page in one message. A ValueError is the learner's to mend, and has been told
            # them in the panel, in its own sentence.
            with self.hold_sync(), contextlib.suppress(ValueError):
                self.state = {**self.state, **content["state"]}
                self._set(content["name"], content["state"].get(content["name"], True))

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Add what can be read where no widget can be shown: the chart as it stands, or the words alone."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if data is not None:
            data["text/plain"] = as_text(self.view, self.controls)
            if self.figure:
                # Without what is fixed (the outlines of a map): that has crossed already where there is a page.
                data["application/vnd.plotly.v1+json"] = self.figure
        return bundle


def _made(part: Any) -> Any:
    """Return a part of a view, made now if it was left to be made when it is wanted."""
    return part() if callable(part) else part


def as_text(view: View, controls: Iterable[Mapping[str, Any]] = ()) -> str:
    """Return a view as plain text: its heading, words, table and cards."""
    lines = [view[part] for part in ("heading", "prompt", "problem", "words") if view.get(part)]
    table = view.get("table")
    if table:
        lines += [table["caption"], " | ".join(table["columns"])]
        lines += [" | ".join(str(cell) for cell in row) for row in table["rows"]]
    if view.get("cards_heading"):
        lines.append(view["cards_heading"])
    lines += [_card_as_text(card) for card in view.get("cards") or []]
    for group in view.get("more") or []:
        lines += [group["heading"], *(_card_as_text(card) for card in group["cards"])]
    lines += [control["label"] for control in controls if control["type"] != "button" and not view.get("figure")]
    return "\n".join(lines)


def _card_as_text(card: Mapping[str, Any]) -> str:
    marks = ", ".join(part for part in (card.get("id"), card.get("date"), card.get("mark")) if part)
    cited = "; ".join(f"{s['label']}, {s['locator']} ({s['checked']})" for s in card.get("sources", []))
    return f"- {card['text']}" + (f" [{marks}]" if marks else "") + (f" ({cited})" if cited else "")


def options(codes: Mapping[str, str], every: str | None = None) -> list[dict[str, str]]:
    """Return a vocabulary as the options of a control, with one for all of them first if it has a label."""
    first = [{"value": "all", "label": every}] if every else []
    return first + [{"value": code, "label": words(label)} for code, label in codes.items()]


def source_links(sources: Iterable[Source]) -> list[dict[str, str]]:
    """Return sources as the page shows them: label, place, whether opened, full reference, address."""
    references = load_references_once()
    return [
        {
            "label": references[source.key]["label"],
            "locator": source.locator,
            "checked": words(source.checked),
            "entry": references[source.key]["entry"],
            "url": references[source.key]["url"],
        }
        for source in sources
    ]


@functools.cache
def load_references_once() -> dict[str, dict[str, str]]:
    """Return the references, read from their file once in a kernel."""
    return load_references()


def statement_card(statement: Statement) -> dict[str, Any]:
    """Return a statement as the page shows it: date, text, standing, sources."""
    return {
        "date": when(statement.date, statement.about),
        "text": statement.text,
        "id": statement.id,
        "mark": words(vocabulary.STATUS[statement.status]),
        "status": statement.status,
        "sources": source_links(statement.sources),
    }
