/* The dashboard, the people behind it, and one person on the two times. */

const { board } = globalThis;
const { draw } = board;
const state = { group_by: "department", on: "", known_at: "", only: "", hired_since: "", key: null, label: "" };

const GROUPS = [["department", "Department"], ["location", "Location"], ["manager", "Manager"], ["regulation", "Regulation"], ["course", "Course"]];

function put(change) {
  Object.assign(state, change);
  board.show();
}

/* An instant as its field has it, in UTC. */
const toField = (instant) => instant.slice(0, 16);
const fromField = (text) => (text ? `${text}:00Z` : "");

function times() {
  return { on: state.on, known_at: state.known_at };
}

function dayField(value, act) {
  return board.field("On the day", draw("input", { type: "date", value, on: { change: (event) => act(event.target.value) } }));
}

function knownField(value, act) {
  const typed = draw("input", { type: "datetime-local", value: toField(value), on: { change: (event) => act(fromField(event.target.value)) } });
  return board.field("As recorded by (UTC)", typed);
}

function chip(each) {
  const [tone, said] = board.STANDINGS[each.standing];
  const done = ["certified", "renewal_due"].includes(each.standing);
  const day = done ? each.completed_on : each.standing === "lapsed" ? each.expires_on : each.due_on;
  const sign = done ? "✓" : tone === "bad" ? "!" : "○";
  const words = `${each.title}: ${said}${day ? (done ? `, completed ${day}` : each.standing === "lapsed" ? `, was valid through ${day}` : `, due ${day}`) : ""}`;
  return draw("span", { class: `chip ${tone}`, title: words }, `${sign} ${each.course}${each.instance ? `/${each.instance}` : ""}${!done && day ? ` ${day}` : ""}`, draw("span", { class: "unseen" }, ` ${words}`));
}

function person(row) {
  return [
    draw("a", { href: `#person/${row.user_id}` }, draw("bdi", {}, board.fullName(row))),
    draw("small", {}, [row.external_id, row.job_title].filter(Boolean).join(" · ")),
  ];
}

async function people(place, query) {
  const answer = await board.ask("v1/reports/compliance/people", { ...query, limit: 50 });
  const columns = [
    ["Person", person, "head"],
    ["Where", (row) => [row.department ?? "–", draw("small", {}, row.location ?? "")]],
    ["Hired", (row) => row.hire_date ?? "–"],
    ["Required", (row) => draw("span", { class: "chips" }, row.courses.length ? row.courses.map(chip) : draw("span", { class: "quiet" }, "nothing"))],
    ["Done", (row) => `${row.done} of ${row.required}`, "number"],
    ["", (row) => board.answer(row.compliant)],
  ];
  const made = board.table("People", columns, answer.data, { wide: true, empty: "Nobody is in this selection." });
  place.append(made);
  if (answer.next_cursor) {
    const more = draw("button", { type: "button", class: "more", on: { click: () => board.tried(async () => {
      more.remove();
      await people(place, { ...query, cursor: answer.next_cursor });
    }) } }, "Show more people");
    place.append(more);
  }
}

function headline(found) {
  const { total } = found;
  const open = total.due + total.on_leave + total.overdue + total.lapsed + total.unassigned;
  const parts = board.standingParts(total);
  return [
    board.tiles(
      board.tile("People", board.figure(total.people)),
      board.tile("Compliant", board.figure(total.compliant_percent, " %"), `${total.compliant} of ${total.people}`, total.not_compliant ? "warn" : "good"),
      board.tile("Not compliant", board.figure(total.not_compliant), "over a due day, or lapsed", total.not_compliant ? "bad" : "good"),
      board.tile("Courses required", board.figure(total.required), `${open} still open`),
    ),
    draw("div", { class: "card more" }, board.meter(parts, "Courses"), board.key(parts)),
  ];
}

board.pages.compliance = async () => {
  const narrowed = state.key === null ? {} : { [state.group_by]: state.key };
  const query = { ...times() };
  const found = await board.ask("v1/reports/compliance", { ...query, group_by: state.group_by });
  const choosing = { ...query, ...narrowed, compliant: state.only, hired_since: state.hired_since };
  const columns = [
    [GROUPS.find(([name]) => name === state.group_by)[1], (row) => row.key === null ? row.label : draw("button", { type: "button", class: "link", on: { click: () => put({ key: row.key, label: row.label }) } }, row.label), "head"],
    ["People", (row) => board.figure(row.people), "number"],
    ["Compliant", (row) => board.figure(row.compliant_percent, " %"), "number"],
    ["How its courses stand", (row) => board.meter(board.standingParts(row))],
  ];
  const place = draw("div", {});
  await people(place, choosing);
  const back = state.key === null ? null : draw("button", { type: "button", on: { click: () => put({ key: null }) } }, "Show everybody");
  const since = new Date(`${found.known_at.slice(0, 10)}T00:00:00Z`);
  since.setUTCDate(since.getUTCDate() - 90);
  return [
    board.head(
      "Compliance",
      `${state.on ? `On ${state.on}` : "Today"}, as recorded by ${board.when(found.known_at)}. Compliant is whoever has nothing over its due day, lapsed, or not enrolled.`,
      dayField(state.on, (on) => put({ on })),
      knownField(state.known_at, (known_at) => put({ known_at })),
    ),
    headline(found),
    draw("div", { class: "head" }, draw("div", {}, draw("h2", {}, "Where it stands")), draw("div", { class: "tools" }, board.field("By", board.choice(GROUPS, state.group_by, (group_by) => put({ group_by, key: null }))), board.exports("v1/reports/compliance", { ...query, group_by: state.group_by }, "compliance"))),
    board.table("Compliance", columns, found.data),
    draw("div", { class: "head" }, draw("div", {}, draw("h2", {}, state.key === null ? "People" : `People of ${state.label}`)), draw("div", { class: "tools" },
      back,
      board.field("Hired", board.choice([["", "At any time"], [since.toISOString().slice(0, 10), "In the last 90 days"]], state.hired_since, (hired_since) => put({ hired_since }))),
      board.field("Show", board.choice([["", "Everybody"], ["false", "Not compliant"], ["true", "Compliant"]], state.only, (only) => put({ only }))),
      board.exports("v1/reports/compliance/people", choosing, "people"))),
    place,
  ];
};

function duty(each) {
  const [tone, said] = board.STANDINGS[each.standing];
  const facts = [
    ["Completed", each.completed_at && each.completed_at.slice(0, 10)],
    ["Result", each.result && `${each.result}${each.score === null ? "" : ` with ${each.score}`}`],
    ["Proof", each.reference],
    ["Valid through", each.completed_at && (each.expires_on ?? "without end")],
    ["Due", each.due_on],
    ["Gate", each.clearance && `${each.clearance}${each.clearance === "supervised" ? ` until ${each.supervised_until}` : ""}`],
    ["Required by", each.required_by.join(", ")],
  ].filter(([, value]) => value);
  return draw("article", { class: `card duty ${tone}` },
    draw("header", {}, draw("h3", {}, each.title), draw("code", {}, each.course + (each.instance ? `/${each.instance}` : "")), board.pill(tone, said), draw("span", { class: "quiet" }, each.regulation ?? "")),
    draw("dl", { class: "facts" }, facts.map(([name, value]) => draw("div", {}, draw("dt", {}, name), draw("dd", {}, value)))),
    draw("p", { class: "sentence" }, each.sentence));
}

const tone = (compliant) => (compliant === null ? "idle" : compliant ? "good" : "bad");
const word = (compliant) => (compliant === null ? "not applicable" : compliant ? "compliant" : "not compliant");

function strip(days) {
  const row = (name, time) => [
    draw("span", { class: "quiet" }, name),
    draw("span", { class: "days", role: "img", "aria-label": `${name}: not compliant on ${days.filter((each) => each[`compliant_${time}`] === false).map((each) => each.on).join(", ") || "no day"}` },
      days.map((each) => draw("i", { class: tone(each[`compliant_${time}`]), on: { click: () => put({ on: each.on }) }, title: `${each.on}: ${[word(each[`compliant_${time}`]), ...each[`breaches_${time}`]].join(", ")}` }))),
  ];
  return draw("section", { class: "card" },
    draw("div", { class: "strip" }, row("As known on each day", "then"), row("As known now", "now"), draw("span", {}), draw("span", { class: "ends" }, draw("span", {}, days[0].on), draw("span", {}, days.at(-1).on))));
}

board.pages.person = async (user_id) => {
  const path = `v1/reports/audit/${encodeURIComponent(user_id)}`;
  const said = await board.ask(path, times());
  const { data: days } = await board.ask(`${path}/days`, {});
  const about = [said.external_id, said.job_title, said.department, said.location].filter(Boolean).join(" · ");
  return [
    draw("p", { class: "quiet" }, draw("a", { href: "#compliance" }, "← All people")),
    board.head(draw("bdi", {}, board.fullName(said)), about,
      dayField(state.on, (on) => put({ on })),
      knownField(state.known_at, (known_at) => put({ known_at })),
      board.exports(path, times(), `audit-${said.external_id.replace(/[^\w.-]/g, "_")}-${said.on}`)),
    draw("section", { class: `card verdict ${tone(said.compliant)}` },
      draw("p", { class: "word" }, word(said.compliant)),
      draw("p", { class: "sentence" }, said.sentence)),
    draw("h2", {}, "Day by day"),
    draw("p", { class: "soft" }, "The last thirty days on both times; a day opens what is said of it. A renewal that came late fills no gap, in neither row; what was told late shows in the lower one only."),
    strip(days),
    draw("h2", {}, "What was required"),
    said.obligations.length ? said.obligations.map(duty) : draw("p", { class: "soft" }, "Nothing."),
    draw("h2", {}, "What this LMS does not know"),
    draw("ul", { class: "list" }, said.unknown.map((each) => draw("li", {}, each))),
  ];
};
