/* Getting in, and asking. What the reader signs in with stands in this script and nowhere else. */

const board = (globalThis.board = {});
/* The page is at /reports; whatever stands before that is where the server is mounted. */
const base = new URL(".", location.href);
const door = document.getElementById("door");
const note = document.getElementById("door-note");
let headers = null;
let leave = null;

class Refused extends Error {}

async function answered(response) {
  if (response.ok) return response;
  let detail = `The server answered ${response.status}.`;
  try {
    detail = (await response.json()).detail ?? detail;
  } catch {
    /* It is no problem document; the status has to do. */
  }
  if (response.status === 401 && headers) close(detail);
  throw new Refused(detail);
}

function address(path, query) {
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== "") url.searchParams.set(name, value);
  }
  return url;
}

function request(path, query, options = {}) {
  return fetch(address(path, query), { headers, cache: "no-store", credentials: "omit", ...options }).then(answered);
}

board.ask = async (path, query) => (await request(path, query)).json();

function keep(blob, name) {
  const kept = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = kept;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(kept), 60_000);
}

/* Let the browser keep what is answered as a file; of a list all pages, one after the other. */
board.save = async (path, query, name) => {
  if (query.format === "csv") return keep(await (await request(path, query)).blob(), name);
  const whole = await board.ask(path, query);
  while (whole.next_cursor) {
    const { data, next_cursor } = await board.ask(path, { ...query, limit: 200, cursor: whole.next_cursor });
    whole.data.push(...data);
    whole.next_cursor = next_cursor;
  }
  return keep(new Blob([JSON.stringify(whole, null, 2)], { type: "application/json" }), name);
};

function open(whose, way, whenLeaving) {
  headers = way;
  leave = whenLeaving;
  note.textContent = "";
  for (const form of door.querySelectorAll("form")) form.reset();
  document.getElementById("whose").textContent = whose;
  document.getElementById("who").hidden = false;
  document.getElementById("inside").hidden = false;
  door.hidden = true;
  board.begin();
}

function close(why = "") {
  headers = leave = null;
  note.textContent = why;
  document.getElementById("who").hidden = true;
  document.getElementById("inside").hidden = true;
  document.getElementById("shown").replaceChildren();
  door.hidden = false;
  door.querySelector("input").focus();
}

function whileBusy(form, act) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    note.textContent = "";
    try {
      await act(new FormData(form));
    } catch (wrong) {
      headers = null;
      note.textContent = wrong.message;
    } finally {
      button.disabled = false;
    }
  });
}

whileBusy(document.getElementById("by-password"), async (given) => {
  const body = JSON.stringify({ username: given.get("username"), password: given.get("password") });
  const sent = { method: "POST", headers: { "Content-Type": "application/json" }, body };
  const { session_token: token } = await (await request("v1/sessions", {}, sent)).json();
  open(given.get("username"), { Authorization: `Bearer ${token}` }, () =>
    request("v1/sessions/current", {}, { method: "DELETE" }),
  );
});

whileBusy(document.getElementById("by-key"), async (given) => {
  const way = { "X-Api-Key": given.get("key") };
  await request("v1/reports/license-use", { months: 1 }, { headers: way });
  open("everybody", way, null);
});

document.getElementById("sign-out").addEventListener("click", async () => {
  try {
    await leave?.();
  } finally {
    close();
  }
});
board.knock = () => {
  door.hidden = false;
  door.querySelector("input").focus();
};
