/* The other reports, and which of them is shown. */

const { board } = globalThis;
const { draw, figure } = board;
const share = (key) => (row) => figure(row[key], row[key] === null ? "" : " %");
const count = (key) => (row) => figure(row[key]);

board.pages.gates = async () => {
  const { data: gates } = await board.ask("v1/reports/gate-clearance");
  const { data: people, next_cursor: more } = await board.ask("v1/reports/gate-clearance/people", { limit: 200 });
  const parts = (row) => Object.entries(board.CLEARANCES).map(([name, [tone, said]]) => [tone, row[name], said]);
  const rank = ["barred", "supervised", "cleared"];
  people.sort((one, other) => rank.indexOf(one.clearance) - rank.indexOf(other.clearance));
  return [
    board.head("Gates", "Work that nobody may do before its course is met, and who is cleared for it today.", board.exports("v1/reports/gate-clearance", {}, "gate-clearance")),
    board.table("Gates", [
      ["Course", (row) => [row.title, draw("small", {}, [row.course, row.regulation].filter(Boolean).join(" · "))], "head"],
      ["People", count("people"), "number"],
      ["Cleared", count("cleared"), "number"],
      ["Supervised", count("supervised"), "number"],
      ["Barred", count("barred"), "number"],
      ["", (row) => board.meter(parts(row), row.title)],
    ], gates, { wide: true, empty: "No rule in force has a gate for anybody." }),
    draw("div", { class: "head" }, draw("h2", {}, "People at a gate"), draw("div", { class: "tools" }, board.exports("v1/reports/gate-clearance/people", {}, "gate-clearance-people"))),
    more && draw("p", { class: "note plain" }, "These are the first 200; the CSV file has everybody."),
    board.table("People at a gate", [
      ["Person", (row) => [draw("a", { href: `#person/${row.user_id}` }, draw("bdi", {}, board.fullName(row))), draw("small", {}, [row.external_id, row.job_title].filter(Boolean).join(" · "))], "head"],
      ["Where", (row) => [row.department, row.location].filter(Boolean).join(", ") || "–"],
      ["Course", (row) => row.course + (row.instance ? `/${row.instance}` : "")],
      ["", (row) => board.pill(...board.CLEARANCES[row.clearance])],
      ["Until", (row) => (row.clearance === "cleared" ? (row.expires_on ?? "without end") : row.clearance === "supervised" ? row.supervised_until : "–")],
    ], people, { wide: true, empty: "Nobody is at a gate." }),
  ];
};

/* Every month from one to another, also those in which nothing ends. */
function between(first, last) {
  const found = [];
  for (let [year, month] = first.split("-").map(Number); found.at(-1) !== last; month += 1) {
    if (month > 12) [year, month] = [year + 1, 1];
    found.push(`${year}-${String(month).padStart(2, "0")}`);
  }
  return found;
}

let forecastBy = "course";
board.pages.forecast = async () => {
  const query = { group_by: forecastBy, months: 12 };
  const { data } = await board.ask("v1/reports/certification-forecast", query);
  const months = new Map(data.length ? between(data[0].month, data.at(-1).month).map((month) => [month, 0]) : []);
  for (const row of data) months.set(row.month, months.get(row.month) + row.certifications);
  const by = [["course", "Course"], ["department", "Department"], ["location", "Location"]];
  return [
    board.head("Forecast", "What stands today and expires in the next twelve months.",
      board.field("By", board.choice(by, forecastBy, (value) => { forecastBy = value; board.show(); })),
      board.exports("v1/reports/certification-forecast", query, "certification-forecast")),
    months.size ? board.bars("Certifications by the month of their last valid day", [...months]) : null,
    board.table("Forecast", [
      ["Month", (row) => row.month],
      [by.find(([name]) => name === forecastBy)[1], (row) => [row.label, row.key !== row.label && row.key ? draw("small", {}, row.key) : null], "head"],
      ["Certifications", count("certifications"), "number"],
      ["People", count("people"), "number"],
      ["Renewal open", count("renewal_open"), "number"],
      ["First and last day", (row) => (row.first_on === row.last_on ? row.first_on : `${row.first_on} – ${row.last_on}`)],
    ], data, { wide: true, empty: "Nothing that stands today expires in the next twelve months." }),
  ];
};

board.pages.licenses = async () => {
  const use = await board.ask("v1/reports/license-use", { months: 12 });
  return [
    board.head("Licenses", "Each open account takes a license; closing it frees one.", board.exports("v1/reports/license-use", { months: 120 }, "license-use")),
    board.tiles(
      board.tile("In use", figure(use.in_use), use.licenses === null ? "there is no limit" : `of ${figure(use.licenses)} licenses`, use.licenses !== null && use.in_use >= use.licenses ? "bad" : ""),
      board.tile("Signed in", figure(use.signed_in_90_days), "in the last 90 days"),
      board.tile("Open, but left", figure(use.open_of_leavers), "the profile says terminated", use.open_of_leavers ? "bad" : "good"),
      board.tile("Closed", figure(use.closed), "history kept"),
    ),
    draw("div", { class: "more" }, board.bars("Licenses in use at the end of each month", use.months.map((row) => [row.month, row.in_use_at_end]))),
    board.table("Months", [
      ["Month", (row) => row.month, "head"],
      ["Opened", count("opened"), "number"],
      ["Opened again", count("reopened"), "number"],
      ["Closed", count("closed"), "number"],
      ["At the end", count("in_use_at_end"), "number"],
      ["At most", count("peak"), "number"],
    ], use.months, { wide: true }),
  ];
};

board.pages.departments = async () => {
  const { from, to, data } = await board.ask("v1/reports/completion-by-department");
  return [
    board.head("Departments", `What became of the enrollments made from ${from} through ${to}, by the department that people were in when enrolled.`, board.exports("v1/reports/completion-by-department", {}, "completion-by-department")),
    board.table("Departments", [
      ["Department", (row) => row.department ?? "No department", "head"],
      ["Enrolled", count("enrolled"), "number"],
      ["Completed", share("completion_percent"), "number"],
      ["On time", share("on_time_percent"), "number"],
      ["Overdue", count("overdue"), "number"],
      ["Days to complete", count("average_days"), "number"],
      ["Score", count("average_score"), "number"],
      ["First try", share("first_try_percent"), "number"],
    ], data, { wide: true }),
  ];
};

board.pages.retention = async () => {
  const found = await board.ask("v1/reports/retention");
  const [completed, others] = found.rows;
  const courses = found.courses.join(", ") || "none in this catalog";
  const of = (row) => `${row.still_open} of ${row.people} still there`;
  return [
    board.head("Retention", `Who had an open account on ${found.from}, and how many of them still had one on ${found.to}.`, board.exports("v1/reports/retention", {}, "retention")),
    board.tiles(
      board.tile("Completed a development course", figure(completed.retained_percent, " %"), of(completed)),
      board.tile("Had not", figure(others.retained_percent, " %"), of(others)),
      board.tile("Difference", figure(found.difference_points), found.difference_points === null ? "one group is empty" : "points"),
    ),
    draw("p", { class: "note plain" }, `Development courses: ${courses}. Both groups begin on the same day; the difference claims no cause.`),
  ];
};

const MEASURES = {
  on_time_percent: ["Completed on time", " %"], average_score: ["Score", ""], development_percent: ["Passed a development course", " %"],
  average_tenure_days: ["Tenure in days", ""], retained_percent: ["Retained", " %"], people: ["People in the team", ""],
  managers_developed_percent: ["Managers who passed one", " %"],
};
board.pages.teams = async () => {
  const found = await board.ask("v1/reports/team-patterns");
  const unit = (row, key) => figure(row[key], row[key] === null ? "" : MEASURES[row.measure][1]);
  return [
    board.head("Teams", "What the strong teams share. A team is at least three people who report to one manager; strong is the quarter that keeps most of what is required.", board.exports("v1/reports/team-patterns", {}, "teams")),
    board.table("Patterns", [
      ["On average", (row) => MEASURES[row.measure][0], "head"],
      ["Strong teams", (row) => unit(row, "strong_teams"), "number"],
      ["Other teams", (row) => unit(row, "other_teams"), "number"],
      ["Difference", (row) => figure(row.difference), "number"],
    ], found.teams.length ? found.patterns : [], { empty: "There are no teams of three or more." }),
    draw("h2", {}, "The teams"),
    board.table("Teams", [
      ["Manager", (row) => [draw("bdi", {}, row.manager), row.manager === row.manager_external_id ? null : draw("small", {}, row.manager_external_id)], "head"],
      ["", (row) => (row.strong ? board.pill("good", "strong") : "")],
      ["People", count("people"), "number"],
      ["Kept", share("kept_percent"), "number"],
      ["On time", share("on_time_percent"), "number"],
      ["Development", share("development_percent"), "number"],
      ["Retained", share("retained_percent"), "number"],
    ], found.teams, { wide: true, empty: "There are no teams of three or more." }),
    draw("p", { class: "note plain" }, "An average is no cause: it says where to look."),
  ];
};

const trouble = document.getElementById("trouble");
const shown = document.getElementById("shown");
let turn = 0;

board.tried = async (act) => {
  trouble.hidden = true;
  try {
    await act();
  } catch (wrong) {
    trouble.textContent = wrong.message;
    trouble.hidden = false;
  }
};

board.show = () => {
  const mine = ++turn;
  const [name, which] = location.hash.slice(1).split("/");
  const page = Object.hasOwn(board.pages, name) ? name : "compliance";
  for (const tab of document.querySelectorAll("#tabs a")) {
    const here = tab.hash === `#${page === "person" ? "compliance" : page}`;
    here ? tab.setAttribute("aria-current", "page") : tab.removeAttribute("aria-current");
  }
  shown.setAttribute("aria-busy", "true");
  return board.tried(async () => {
    try {
      const made = await board.pages[page](which);
      /* Somebody may have gone elsewhere meanwhile. */
      if (mine === turn) shown.replaceChildren(...made.flat(9).filter((each) => each));
    } finally {
      if (mine === turn) shown.setAttribute("aria-busy", "false");
    }
  });
};
board.begin = board.show;
addEventListener("hashchange", () => {
  if (!document.getElementById("inside").hidden) {
    board.show().then(() => scrollTo(0, 0));
  }
});
board.knock();
