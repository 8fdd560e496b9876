/* What the reports are drawn with. Every text goes in as text, whatever somebody has typed for a name. */

const { board } = globalThis;

board.pages = {};

board.draw = (name, properties, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") made.className = value;
    else if (key === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (key === "part") made.style.setProperty("--part", value);
    else if (key === "tall") made.style.height = `${value}%`;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...inside.flat(9).filter((each) => each !== null && each !== undefined && each !== ""));
  return made;
};
const { draw } = board;

/* Standing -> how it looks, and how it is said. */
board.STANDINGS = {
  certified: ["good", "certified"],
  renewal_due: ["good", "renewal open"],
  waived: ["idle", "excused"],
  due: ["idle", "due"],
  on_leave: ["idle", "on leave"],
  overdue: ["bad", "overdue"],
  lapsed: ["bad", "lapsed"],
  unassigned: ["bad", "not enrolled"],
};
board.CLEARANCES = { cleared: ["good", "cleared"], supervised: ["warn", "supervised"], barred: ["bad", "barred"] };

board.figure = (value, unit = "") => (value === null ? "–" : `${value.toLocaleString("en")}${unit}`);
board.fullName = (person) => [person.given_name, person.family_name].filter(Boolean).join(" ");
board.when = (instant) => `${instant.slice(0, 16).replace("T", " ")} UTC`;
board.pill = (tone, text) => draw("span", { class: `pill ${tone}` }, text);
board.answer = (compliant) =>
  compliant === null
    ? board.pill("idle", "not applicable")
    : board.pill(compliant ? "good" : "bad", compliant ? "compliant" : "not compliant");

board.tile = (label, value, more, tone = "") =>
  draw("div", { class: `tile ${tone}` }, draw("dt", {}, label), draw("dd", {}, value, more && draw("small", {}, more)));
board.tiles = (...made) => draw("dl", { class: "tiles" }, made);

/* A bar of parts, [tone, count, what], with a key beside it where that is wanted. */
board.meter = (parts, what) => {
  const shown = parts.filter(([, count]) => count > 0);
  const said = shown.map(([, count, name]) => `${count} ${name}`).join(", ") || "nothing";
  return draw(
    "span",
    { class: "meter", role: "img", "aria-label": what ? `${what}: ${said}` : said, title: said },
    shown.map(([tone, count]) => draw("i", { class: tone, part: count })),
  );
};
board.key = (parts) =>
  draw(
    "p",
    { class: "key" },
    parts.filter(([, count]) => count > 0).map(([tone, count, name]) => draw("span", {}, draw("i", { class: tone }), `${count} ${name}`)),
  );
board.standingParts = (row) =>
  Object.entries(board.STANDINGS).map(([name, [tone, said]]) => [tone, row[name], said]);

/* Columns are [heading, (row) => what is in the cell, kind]; a kind is "", "number" or "head". */
board.table = (label, columns, rows, { wide = false, empty = "There is nothing to show." } = {}) => {
  if (!rows.length) return draw("div", { class: "table" }, draw("p", { class: "empty" }, empty));
  const heads = columns.map(([name, , kind]) => draw("th", { scope: "col", class: kind === "number" ? "number" : null }, name));
  const cells = (row) =>
    columns.map(([name, cell, kind]) =>
      draw(kind === "head" ? "th" : "td", { scope: kind === "head" ? "row" : null, class: kind === "number" ? "number" : null, "data-label": kind === "head" ? null : name }, cell(row)),
    );
  return draw(
    "div",
    { class: wide ? "table wide" : "table", role: "region", "aria-label": label, tabindex: 0 },
    draw("table", {}, draw("thead", {}, draw("tr", {}, heads)), draw("tbody", {}, rows.map((row) => draw("tr", {}, cells(row))))),
  );
};

/* Bars beside each other, [month, count]; the year stands under the first and under each January. */
board.bars = (label, pairs) => {
  const most = Math.max(1, ...pairs.map(([, count]) => count));
  return draw(
    "div",
    { class: "card" },
    draw("p", { class: "quiet" }, label),
    draw(
      "div",
      { class: "bars", role: "img", "aria-label": pairs.map(([name, count]) => `${name}: ${count}`).join(", ") },
      pairs.map(([month, count], place) => {
        const [year, number] = month.split("-");
        const below = draw("span", {}, number, place === 0 || number === "01" ? draw("small", {}, year) : null);
        return draw("div", { title: `${month}: ${count}` }, String(count), draw("i", { tall: (count / most) * 65 }), below);
      }),
    ),
  );
};

board.head = (title, about, ...tools) =>
  draw("div", { class: "head" }, draw("div", {}, draw("h1", {}, title), draw("p", {}, about)), draw("div", { class: "tools" }, tools));
board.field = (label, control) => draw("label", {}, draw("span", {}, label), control);
board.choice = (options, chosen, act) =>
  draw(
    "select",
    { on: { change: (event) => act(event.target.value) } },
    options.map(([value, text]) => draw("option", { value, selected: value === chosen }, text)),
  );
board.exports = (path, query, name) =>
  draw("span", { class: "both" }, ["csv", "json"].map((format) =>
    draw(
      "button",
      { type: "button", on: { click: () => board.tried(() => board.save(path, { ...query, format }, `${name}.${format}`)) } },
      format.toUpperCase(),
    ),
  ));
