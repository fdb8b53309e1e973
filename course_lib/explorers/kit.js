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

function coloursOf(element) {
  const style = getComputedStyle(element);
  return { text: style.getPropertyValue("--course-text").trim(), line: style.getPropertyValue("--course-line").trim() };
}

const NARROW = 590; // pixels; below it an axis has room for the short names only

function themed(figure, { text, line }, width) {
  const layout = structuredClone(figure.layout);
  if (width < NARROW) {
    for (const [name, short] of Object.entries(layout.meta?.short ?? {})) layout[name].ticktext = short;
    Object.assign(layout.margin, layout.meta?.narrow);
  }
  layout.width = width;
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
    const offer = (options) => input.replaceChildren(...options.map((o) => make("option", { value: o.value }, o.label)));
    return { body: [make("label", { for: id }, control.label), input], offer, set: (v) => (input.value = v), get: () => input.value };
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
    const input = control.single ? make("input", { id, type: "text", dir: "auto" }) : make("textarea", { id, rows: control.rows ?? 4, dir: "auto" });
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

// Something that waits, folded, for whoever wants it. It is made when it is first opened; without contents they are asked
// of the kernel, by the name of the part.
function folded(heading, contents, { open, part, ask } = {}) {
  const fold = make("details", { open, "data-part": part }, make("summary", {}, heading));
  const fill = () => {
    if (!contents) ask(part);
    else if (fold.children.length === 1) fold.append(contents());
  };
  fold.addEventListener("toggle", () => fold.open && fill());
  if (open && contents) fill();
  return fold;
}

function drawTable(table, said, fold) {
  if (!table) return [];
  const open = fold.open ?? table.open;
  return [folded(table.heading ?? said.table, table.waits ? null : () => wholeTable(table), { ...fold, open })];
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

function drawCards(cards, heading, said, fold) {
  if (!cards?.waits && !cards?.length) return heading ? [make("p", {}, heading)] : [];
  // Under a heading of its own a long list waits; without one it scrolls in its own place.
  if (heading) return [folded(heading, cards.waits ? null : () => listOf(cards, said), fold)];
  const list = listOf(cards, said);
  return [cards.length > 6 ? make("div", { class: "course-scroll course-tall", tabindex: 0, role: "region", "aria-label": said.statements }, list) : list];
}

function listOf(cards, said) {
  const items = cards.map((card) => {
    const marks = [card.id, card.date, card.mark].filter(Boolean).map((m) => make("span", { class: "course-mark" }, m));
    const item = make("li", { class: card.status ? `course-${card.status}` : null }, ...marks, make("span", { dir: "auto" }, ` ${card.text}`));
    if (card.sources?.length) {
      item.append(folded(`${said.sources}: ${card.sources.map((s) => s.label).join("; ")}`, () => make("ul", {}, ...card.sources.map(drawSource))));
    }
    return item;
  });
  return make("ul", { class: "course-cards" }, ...items);
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
  let widgets = {}, sent = {}, busy = false, underWay = null, saving = false, silence = null;
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
    sent = state;
    listen();
    try { model.send({ kind: "event", name, state, serial: Number(root.dataset.serial) }); } catch { unanswered(); }
  };
  // A page outlives its kernel: after a restart nobody answers, and the learner is told what to do.
  const listen = () => {
    clearTimeout(silence);
    silence = setTimeout(unanswered, 8000);
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

  function build(control) {
    const change = (value) => {
      if (["upload", "button", "download"].includes(control.type)) picked[control.name] = value;
      saving = control.type === "download";
      send(control.name);
    };
    // Every panel is a module of its own, and all share one page: ids are drawn, not counted.
    const id = `course-${control.name}-${Math.random().toString(36).slice(2)}`;
    const widget = CONTROLS[control.type](control, id, change);
    widget.box = make("div", { class: `course-control course-${control.type}` }, ...widget.body);
    widget.box.querySelectorAll("select, input, textarea, button").forEach((e) => (e.dataset.name = control.name));
    if (control.help) {
      widget.box.append(make("span", { id: `${id}-help`, class: "course-help", dir: "auto" }, control.help));
      widget.box.querySelector("fieldset, [data-name]").setAttribute("aria-describedby", `${id}-help`);
    }
    if (control.single) widget.box.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && pressNext(widget.box));
    return widget;
  }

  function pressNext(box) {
    const boxes = [...parts.controls.children];
    boxes.slice(boxes.indexOf(box)).map((next) => next.querySelector("button")).find(Boolean)?.click();
  }

  // What a control was, it stays: only one that is different is made anew, so that the focus is not lost, and of a list
  // that is different only the options.
  function drawControls() {
    const [form, lists] = [model.get("form"), model.get("lists")];
    if (!isNew("form", form, lists)) return;
    const focused = parts.controls.contains(document.activeElement) ? document.activeElement.dataset.name : null;
    const before = widgets;
    widgets = {};
    for (const { options, ...control } of form) {
      const offered = lists[control.name] ?? options;
      const lasting = JSON.stringify(control.type === "select" ? control : { ...control, options });
      const widget = before[control.name]?.lasting === lasting ? before[control.name] : build({ ...control, options });
      if (widget.offer && widget.offered !== offered) widget.offer(offered);
      widgets[control.name] = Object.assign(widget, { lasting, offered });
    }
    const boxes = Object.values(widgets).map((widget) => widget.box);
    if (boxes.length !== parts.controls.children.length || boxes.some((box, n) => box !== parts.controls.children[n])) {
      parts.controls.replaceChildren(...boxes);
    }
    // Where the control that was in use is gone, the first one takes its place for the keyboard.
    if (focused && !parts.controls.contains(document.activeElement)) {
      (parts.controls.querySelector(`[data-name="${focused}"]`) ?? parts.controls.querySelector("[data-name]"))?.focus();
    }
  }

  function drawState() {
    if (waiting.length) return; // what the learner has set since is newer than this answer
    const state = model.get("state");
    const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
    for (const [name, widget] of Object.entries(widgets)) {
      // What is being typed stays, unless the kernel has put something else in place of what it was sent.
      if (!widget.set || (widget.typed && widget.drawn && same(state[name], sent[name]))) continue;
      widget.drawn = true;
      if (!same(widget.get(), state[name])) widget.set(state[name]);
    }
  }

  // What a chart takes from the page is read when it changes, and not with every chart.
  let width = 0, colours = null;

  function drawFigure(again = false) {
    const figure = model.get("figure");
    parts.figure.hidden = !figure;
    if (!figure) return;
    const { serial } = model.get("told");
    // The number on a chart says up to which answer it is right.
    const asOf = () => parts.chart && (parts.chart.dataset.serial = serial);
    if (!isNew("figure", figure) && !again) return void asOf();
    if (!parts.Plotly) return void waitForPlotly(figure);
    width ||= parts.figure.clientWidth; // JupyterLab tells of no size for what was not scrolled to yet
    if (!width) return; // not on the page
    if (!parts.chart) {
      parts.chart = make("div", { role: "img" });
      parts.figure.replaceChildren(parts.chart);
    }
    parts.chart.setAttribute("aria-label", `${said.chart}: ${figure.layout.title?.text ?? ""}`);
    colours ??= coloursOf(root);
    const spec = { data: [...parts.fixed, ...structuredClone(figure.data)], layout: themed(figure, colours, width) };
    parts.spec = shared(parts.spec, spec);
    parts.Plotly.react(parts.chart, [...parts.spec.data], { ...parts.spec.layout }, { displayModeBar: false }).then(asOf);
    parts.figure.style.minHeight = ""; // the place that was kept for it
    if (!parts.listening) {
      parts.listening = true;
      parts.chart.on("plotly_click", ({ points: [point] }) => {
        const name = model.get("told").pick;
        if (!name || point.customdata == null) return; // a crowd is nobody's
        widgets[name]?.set(point.customdata);
        send(name);
      });
    }
  }

  async function waitForPlotly(figure) {
    if (parts.figure.firstChild) return; // waiting already
    parts.figure.append(make("p", {}, said.loading));
    parts.figure.style.minHeight = `${figure.layout.height}px`;
    const ready = await plotly(model);
    parts.fixed = model.get("fixed")?.byteLength ? JSON.parse(await expand(model.get("fixed"))) : [];
    parts.Plotly = ready;
    drawFigure(true);
  }

  const ask = (part) => {
    listen();
    try { model.send({ kind: "open", part }); } catch { unanswered(); }
  };

  // Draw a part anew, and leave open or shut what the learner had opened or shut.
  function redraw(part, draw) {
    const open = {};
    part.querySelectorAll(":scope > details").forEach((fold) => (open[fold.dataset.part] = fold.open));
    part.replaceChildren(...draw((name) => ({ part: name, open: open[name], ask })));
  }

  function drawFolds() {
    const [table, cards, more, heading] = [...["table", "cards", "more"].map((part) => model.get(part)), model.get("told").cards_heading];
    if (isNew("table", table)) redraw(parts.table, (fold) => drawTable(table, said, fold("table")));
    if (isNew("cards", cards, heading)) redraw(parts.cards, (fold) => drawCards(cards, heading, said, fold("cards")));
    if (isNew("more", more)) {
      redraw(parts.more, (fold) => (more ?? []).flatMap((group) => drawCards(group.cards, group.heading, said, fold(group.heading))));
    }
    clearTimeout(silence);
  }

  function draw() {
    const view = model.get("told");
    // The chart first: what is measured for it is then not measured again because of what changed around it.
    drawFigure();
    drawControls();
    drawState();
    for (const part of ["heading", "prompt", "problem", "words"]) {
      if (changed(part, view[part])) parts[part].textContent = view[part] ?? "";
      parts[part].hidden = !view[part];
    }
    drawFolds();
    root.dataset.serial = view.serial;
    if (saving && !waiting.length) { saving = false; save(view.file); }
    busy = false;
    if (waiting.length) send(waiting.shift());
  }

  // The panel's width changes with the window and with JupyterLab's side bars.
  const size = new ResizeObserver(([entry]) => {
    if (Math.floor(entry.contentRect.width) === width) return;
    width = Math.floor(entry.contentRect.width);
    drawFigure(true);
  });
  size.observe(root);
  const theme = new MutationObserver(() => {
    colours = null;
    drawFigure(true);
  });
  theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-name", "class"] });
  const heard = { "change:told": draw, "change:table": drawFolds, "change:cards": drawFolds, "change:more": drawFolds };
  for (const [event, act] of Object.entries(heard)) model.on(event, act);
  draw();
  return () => {
    theme.disconnect();
    size.disconnect();
    clearTimeout(silence);
    for (const [event, act] of Object.entries(heard)) model.off(event, act);
    if (parts.chart && globalThis[PLOTLY]?.ready) globalThis[PLOTLY].ready.purge(parts.chart);
  };
}

export default { render };
