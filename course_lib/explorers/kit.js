// The page's side of a panel: draws controls, chart, words, table and cards from plain values, with the browser's own
// elements. Nothing is fetched: Plotly's code comes from the kernel, compressed, once for all charts of a page.

const PLOTLY = Symbol.for("track-two-course.plotly");

// What can hold the focus. JupyterLab takes arrow keys, Enter and letters for itself wherever no text is typed; here they
// belong to the element, and this attribute of its shortcut manager, on the element itself, says so.
const FOCUSABLE = new Set(["a", "button", "input", "select", "summary", "textarea"]);

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  if (FOCUSABLE.has(tag) || "tabindex" in attributes) element.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

// ---------------------------------------------------------------- Plotly, once per page

function expand(compressed) {
  return new Response(new Blob([compressed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

async function unpack(compressed) {
  const module = { exports: {} };
  new Function("module", "exports", "define", await expand(compressed))(module, module.exports, undefined);
  return module.exports;
}

function plotly(model) {
  const page = (globalThis[PLOTLY] ??= { waiting: [] });
  if (page.ready) return Promise.resolve(page.ready);
  return new Promise((resolve) => {
    page.waiting.push(resolve);
    const ask = () => {
      if (page.ready) return;
      model.on("msg:custom", async function hear(message, buffers) {
        if (message.kind !== "plotly" || page.ready) return;
        model.off("msg:custom", hear);
        page.ready = await unpack(buffers[0]);
        page.waiting.splice(0).forEach((tell) => tell(page.ready));
      });
      model.send({ kind: "plotly, please" });
    };
    // One panel asks for all. Should its kernel die before it answers, the next one asks again.
    if (page.waiting.length === 1) ask();
    else setTimeout(ask, 30000);
  });
}

// ---------------------------------------------------------------- colours of the theme

function colours(element) {
  const style = getComputedStyle(element);
  return { text: style.getPropertyValue("--course-text").trim(), line: style.getPropertyValue("--course-line").trim() };
}

const NARROW = 620; // pixels; below it an axis has room for the short names only

function themed(figure, element) {
  const { text, line } = colours(element);
  const layout = structuredClone(figure.layout);
  if (element.clientWidth < NARROW) {
    for (const [name, short] of Object.entries(layout.meta?.short ?? {})) layout[name].ticktext = short;
    Object.assign(layout.margin, layout.meta?.narrow);
  }
  layout.font = { ...layout.font, color: text };
  layout.paper_bgcolor = layout.plot_bgcolor = "rgba(0,0,0,0)";
  for (const [name, axis] of Object.entries(layout)) {
    if (/^[xy]axis/.test(name)) Object.assign(axis, { gridcolor: line, linecolor: line, zerolinecolor: line });
  }
  return layout;
}

// Return a value in which everything that is as it was before is the very object from before: what Plotly does not see
// changed it does not draw again.
function shared(before, now) {
  if (before === now || typeof before !== "object" || typeof now !== "object" || !before || !now) return now;
  if (Array.isArray(before) !== Array.isArray(now)) return now;
  const keys = Object.keys(now);
  let same = keys.length === Object.keys(before).length;
  for (const key of keys) {
    now[key] = shared(before[key], now[key]);
    same &&= now[key] === before[key];
  }
  return same ? before : now;
}

// ---------------------------------------------------------------- controls

const CONTROLS = {
  select(control, id, change) {
    const input = make("select", { id, onchange: () => change(input.value) });
    input.append(...control.options.map((o) => make("option", { value: o.value }, o.label)));
    return { body: [make("label", { for: id }, control.label), input], set: (v) => (input.value = v), get: () => input.value };
  },
  radio: (control, id, change) => group(control, id, "radio", change),
  checks: (control, id, change) => group(control, id, "checkbox", change),
  range(control, id, change) {
    const shown = make("output", { for: id });
    const say = () => {
      shown.textContent = input.value + (control.unit ?? "");
      input.setAttribute("aria-valuetext", shown.textContent);
    };
    const { min, max, step } = control;
    const input = make("input", { id, type: "range", min, max, step, oninput: () => (say(), change(Number(input.value))) });
    const set = (v) => ((input.value = v), say());
    say();
    return { body: [make("label", { for: id }, control.label), make("span", { class: "course-slider" }, input, shown)], set, get: () => Number(input.value) };
  },
  // What is typed goes to the kernel with the button that follows it, so that no answer comes back in between.
  number(control, id) {
    const { min, max, step } = control;
    const input = make("input", { id, type: "number", min, max, step });
    const read = () => (input.value === "" ? null : Number(input.value));
    return { body: [make("label", { for: id }, control.label), input], set: (v) => (input.value = v ?? ""), get: read, typed: true };
  },
  text(control, id) {
    const input = make("textarea", { id, rows: control.rows ?? 4, dir: "auto" });
    return { body: [make("label", { for: id }, control.label), input], set: (v) => (input.value = v ?? ""), get: () => input.value, typed: true };
  },
  button(control, id, change) {
    return { body: [make("button", { id, type: "button", disabled: control.disabled, onclick: () => change(true) }, control.label)] };
  },
  // The kernel answers with the text as it is now, in the view's `file`, and the browser saves that.
  download: (control, id, change) => CONTROLS.button(control, id, change),
  upload(control, id, change) {
    const input = make("input", { id, type: "file", accept: control.accept, onchange: async () => {
      if (input.files.length) change(await input.files[0].text());
      input.value = "";
    } });
    return { body: [make("label", { for: id }, control.label), input] };
  },
};

function save({ name, text }) {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function group(control, id, type, change) {
  const boxes = control.options.map((option, n) =>
    make("input", { type, id: `${id}-${n}`, name: id, value: option.value, onchange: () => change(get()) }));
  const get = () => {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    return type === "radio" ? chosen[0] ?? null : chosen;
  };
  const set = (v) => boxes.forEach((box) => (box.checked = type === "radio" ? box.value === v : (v ?? []).includes(box.value)));
  const rows = control.options.map((option, n) => make("div", {}, boxes[n], make("label", { for: boxes[n].id, dir: "auto" }, option.label)));
  return { body: [make("fieldset", {}, make("legend", {}, control.label), ...rows)], set, get };
}

// ---------------------------------------------------------------- what is shown

// A part that waits, folded, for whoever wants it: it is made when it is first opened.
function folded(heading, contents, open = false) {
  const part = make("details", {}, make("summary", {}, heading));
  const fill = () => part.children.length > 1 || part.append(contents());
  part.addEventListener("toggle", () => part.open && fill());
  if (open) { part.open = true; fill(); }
  return part;
}

function drawTable(table, said, open) {
  if (!table) return [];
  return [folded(table.heading ?? said.table, () => wholeTable(table), open ?? table.open)];
}

function wholeTable(table) {
  const head = make("tr", {}, ...table.columns.map((c) => make("th", { scope: "col" }, c)));
  const marked = new Set(table.marked);
  const rows = table.rows.map((row, at) => make("tr", { class: marked.has(at) ? "course-marked" : null },
    ...row.map((cell, n) => make(n ? "td" : "th", n ? { dir: "auto" } : { scope: "row" }, String(cell)))));
  const body = make("table", {}, make("caption", {}, table.caption), make("thead", {}, head), make("tbody", {}, ...rows));
  return make("div", { class: "course-scroll", tabindex: 0, role: "region", "aria-label": table.caption }, body);
}

function drawSource(source) {
  const label = `${source.label}, ${source.locator}`;
  const link = source.url ? make("a", { href: source.url, target: "_blank", rel: "noopener" }, source.entry) : source.entry;
  return make("li", {}, make("span", { class: "course-mark" }, source.checked), ` ${label}. `, link);
}

function drawCards(cards, heading, said, open) {
  if (!cards?.length) return heading ? [make("p", {}, heading)] : [];
  // Under a heading of its own a long list waits; without one it scrolls in its own place.
  if (heading) return [folded(heading, () => listOf(cards, said), open)];
  const list = listOf(cards, said);
  return [cards.length > 6 ? make("div", { class: "course-scroll course-tall", tabindex: 0, role: "region", "aria-label": said.statements }, list) : list];
}

function listOf(cards, said) {
  const items = cards.map((card) => {
    const marks = [card.id, card.date, card.mark].filter(Boolean).map((m) => make("span", { class: "course-mark" }, m));
    const item = make("li", { class: card.status ? `course-${card.status}` : null }, ...marks, make("span", { dir: "auto" }, ` ${card.text}`));
    if (card.sources?.length) {
      item.append(make("details", {}, make("summary", {}, `${said.sources}: ${card.sources.map((s) => s.label).join("; ")}`),
        make("ul", {}, ...card.sources.map(drawSource))));
    }
    return item;
  });
  return make("ul", { class: "course-cards" }, ...items);
}

// Further lists of cards, each folded under its heading.
function drawMore(groups, said, open) {
  return (groups ?? []).flatMap(({ heading, cards }, n) => drawCards(cards, heading, said, open[n]));
}

// Draw a part anew, and leave open or shut what the learner had opened or shut: `draw` is told of each fold, in order.
function redraw(part, draw) {
  part.replaceChildren(...draw([...part.querySelectorAll(":scope > details")].map((fold) => fold.open)));
}

// ---------------------------------------------------------------- the panel

function render({ model, el }) {
  const page = model.get("page");
  const said = page.said;
  const root = make("section", { class: "course-panel", dir: page.dir, lang: page.lang });
  const parts = {
    heading: make("h4", {}), prompt: make("p", { class: "course-words", dir: "auto" }), problem: make("p", { class: "course-problem", role: "alert" }),
    controls: make("div", { class: "course-controls" }), figure: make("div", { class: "course-figure" }),
    words: make("p", { class: "course-words", "aria-live": "polite", dir: "auto" }),
    table: make("div"), cards: make("div"), more: make("div"),
  };
  root.append(parts.heading, parts.prompt, parts.controls, parts.problem, parts.figure, parts.words, parts.table, parts.cards, parts.more);
  el.append(root);
  // JupyterLab's notebook would take Enter, and other keys, from whoever types in here.
  root.addEventListener("keydown", (event) => event.stopPropagation());

  // One change is under way at a time. What moves meanwhile waits: a control once, with its latest value, and a button
  // behind it, so that nothing pressed is lost and nothing is kept before it was set.
  let widgets = {}, busy = false, underWay = null, saving = false, silence = null;
  const waiting = [];
  const send = (name) => {
    // A button pressed twice is pressed once: what it leads to may be another question.
    if (busy && name === underWay && !widgets[name]?.get) return;
    if (busy) return void (waiting.at(-1) === name || waiting.push(name));
    busy = true;
    underWay = name;
    const state = {};
    for (const [key, widget] of Object.entries(widgets)) if (widget.get) state[key] = widget.get();
    if (name in picked) state[name] = picked[name];
    // A page outlives its kernel: after a restart nobody answers, and the learner is told what to do.
    clearTimeout(silence);
    silence = setTimeout(unanswered, 8000);
    try { model.send({ kind: "event", name, state, serial: Number(root.dataset.serial) }); } catch { unanswered(); }
  };
  const unanswered = () => {
    parts.problem.textContent = said.silence;
    parts.problem.hidden = false;
    delete shown.problem;
    busy = false;
    waiting.length = 0;
  };
  // Values that no control holds: a point that was clicked, the text of a file.
  const picked = {};

  const shown = {};
  const changed = (name, value) => {
    const now = JSON.stringify(value ?? null);
    if (shown[name] === now) return false;
    shown[name] = now;
    return true;
  };

  // Large parts arrive only when they changed, as new objects.
  const isNew = (name, ...values) => {
    const before = shown[name];
    shown[name] = values;
    return !before || values.some((value, n) => value !== before[n]);
  };

  function drawControls() {
    if (!changed("controls", model.get("controls"))) return;
    const focused = parts.controls.contains(document.activeElement) ? document.activeElement.dataset.name : null;
    widgets = {};
    parts.controls.replaceChildren();
    for (const control of model.get("controls")) {
      const change = (value) => {
        if (["upload", "button", "download"].includes(control.type)) picked[control.name] = value;
        saving = control.type === "download";
        send(control.name);
      };
      // Every panel is a module of its own, and all share one page: ids are drawn, not counted.
      const id = `course-${control.name}-${Math.random().toString(36).slice(2)}`;
      const widget = CONTROLS[control.type](control, id, change);
      widgets[control.name] = widget;
      const box = make("div", { class: `course-control course-${control.type}` }, ...widget.body);
      box.querySelectorAll("select, input, textarea, button").forEach((e) => (e.dataset.name = control.name));
      if (control.help) {
        box.append(make("span", { id: `${id}-help`, class: "course-help", dir: "auto" }, control.help));
        box.querySelector("fieldset, [data-name]").setAttribute("aria-describedby", `${id}-help`);
      }
      parts.controls.append(box);
    }
    // Where the control that was in use is gone, the first one takes its place for the keyboard.
    if (focused) (parts.controls.querySelector(`[data-name="${focused}"]`) ?? parts.controls.querySelector("[data-name]"))?.focus();
  }

  function drawState() {
    if (waiting.length) return; // what the learner has set since is newer than this answer
    const state = model.get("state");
    for (const [name, widget] of Object.entries(widgets)) {
      if (!widget.set || (widget.typed && widget.drawn)) continue;
      widget.drawn = true;
      if (JSON.stringify(widget.get()) !== JSON.stringify(state[name])) widget.set(state[name]);
    }
  }

  async function drawFigure(figure, again = false) {
    parts.figure.hidden = !figure;
    if (!figure || !(isNew("figure", figure) || again)) return;
    if (!parts.figure.firstChild) {
      parts.figure.append(make("p", {}, said.loading));
      parts.figure.style.minHeight = `${figure.layout.height}px`;
    }
    const Plotly = await plotly(model);
    parts.fixed ??= model.get("fixed")?.byteLength ? JSON.parse(await expand(model.get("fixed"))) : [];
    const now = model.get("figure") ?? figure;
    if (!parts.chart) {
      parts.chart = make("div", { role: "img", "aria-label": `${said.chart}: ${now.layout.title?.text ?? ""}` });
      parts.figure.replaceChildren(parts.chart);
    }
    const spec = { data: [...parts.fixed, ...structuredClone(now.data)], layout: { ...themed(now, root), width: parts.figure.clientWidth } };
    parts.spec = shared(parts.spec, spec);
    await Plotly.react(parts.chart, [...parts.spec.data], { ...parts.spec.layout }, { displayModeBar: false });
    parts.figure.style.minHeight = ""; // the place that was kept for it
    parts.chart.dataset.serial = model.get("told").serial;
    if (!parts.listening) {
      parts.listening = true;
      parts.chart.on("plotly_click", ({ points: [point] }) => {
        const name = model.get("told").pick;
        if (!name || point.customdata === undefined) return;
        widgets[name]?.set(point.customdata);
        send(name);
      });
    }
  }

  function draw() {
    const view = model.get("told");
    const [figure, table, cards, more] = ["figure", "table", "cards", "more"].map((part) => model.get(part));
    drawControls();
    drawState();
    for (const part of ["heading", "prompt", "problem", "words"]) {
      if (changed(part, view[part])) parts[part].textContent = view[part] ?? "";
      parts[part].hidden = !view[part];
    }
    if (isNew("table", table)) redraw(parts.table, ([open]) => drawTable(table, said, open));
    if (isNew("cards", cards, view.cards_heading)) redraw(parts.cards, ([open]) => drawCards(cards, view.cards_heading, said, open));
    if (isNew("more", more)) redraw(parts.more, (open) => drawMore(more, said, open));
    drawFigure(figure);
    root.dataset.serial = view.serial;
    clearTimeout(silence);
    if (saving && !waiting.length) { saving = false; save(view.file); }
    busy = false;
    if (waiting.length) send(waiting.shift());
  }

  // The panel's width changes with the window and with JupyterLab's side bars.
  let width = 0;
  const size = new ResizeObserver(() => {
    if (root.clientWidth === width) return;
    width = root.clientWidth;
    if (parts.chart) drawFigure(model.get("figure"), true);
  });
  size.observe(root);
  const theme = new MutationObserver(() => drawFigure(model.get("figure"), true));
  theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-name", "class"] });
  model.on("change:told", draw);
  draw();
  return () => {
    theme.disconnect();
    size.disconnect();
    clearTimeout(silence);
    model.off("change:told", draw);
    if (parts.chart && globalThis[PLOTLY]?.ready) globalThis[PLOTLY].ready.purge(parts.chart);
  };
}

export default { render };
