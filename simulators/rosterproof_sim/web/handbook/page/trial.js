/* Trying an operation on the server that this page came from. Credentials stand in the page and nowhere else. */

const LONGEST = 200_000;
/* The page is at /docs; whatever stands before that is where the server is mounted. */
const base = new URL(".", location.href);
const schemes = new Map([...document.querySelectorAll("form[data-scheme]")].map((form) => [form.dataset.scheme, form]));

const valueOf = (form, name) => form.elements.namedItem(name)?.value.trim() ?? "";
const bytes = (text) => String.fromCharCode(...new TextEncoder().encode(text));

function prove(form, url, headers) {
  const value = valueOf(form, "value");
  switch (form.dataset.carrier) {
    case "header":
      return headers.set(form.dataset.slot, value);
    case "query":
      return url.searchParams.set(form.dataset.slot, value);
    case "basic":
      return headers.set("Authorization", `Basic ${btoa(bytes(`${valueOf(form, "user")}:${value}`))}`);
    default:
      return headers.set("Authorization", `Bearer ${value}`);
  }
}

/* The first way in for which everything is filled in. */
function proofs(security) {
  const ready = (name) => schemes.has(name) && valueOf(schemes.get(name), "value") !== "";
  return security.find((names) => names.every(ready)) ?? [];
}

function request(form) {
  const fields = [...form.querySelectorAll("[data-in]")];
  const empty = fields.find((field) => field.required && field.value === "");
  if (empty) {
    empty.focus();
    throw new Error(`${empty.name} is required.`);
  }
  let path = form.dataset.path;
  for (const field of fields.filter((each) => each.dataset.in === "path")) {
    path = path.replaceAll(`{${field.name}}`, encodeURIComponent(field.value));
  }
  const url = new URL(`.${path}`, base);
  const headers = new Headers();
  let body;
  for (const field of fields) {
    if (field.value === "") continue;
    if (field.dataset.in === "query") url.searchParams.set(field.name, field.value);
    if (field.dataset.in === "header") headers.set(field.name, field.value);
    if (field.dataset.in === "body") {
      body = field.value;
      headers.set("Content-Type", field.dataset.media);
    }
  }
  const proven = proofs(JSON.parse(form.dataset.security));
  for (const name of proven) prove(schemes.get(name), url, headers);
  return { url, proven, options: { method: form.dataset.method, headers, body, cache: "no-store", credentials: "omit" } };
}

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

function readable(text, type) {
  if (/[/+]json\b/.test(type)) {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  }
  return text;
}

function pre(text) {
  const made = element("pre", text.length > LONGEST ? `${text.slice(0, LONGEST)}\n… ${text.length} characters` : text);
  made.tabIndex = 0;
  return made;
}

async function send(form) {
  const outcome = form.querySelector(".outcome");
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const { url, proven, options } = request(form);
    const answer = await fetch(url, options);
    const text = await answer.text();
    const status = element("p", "");
    status.append(
      element("b", `${answer.status} ${answer.statusText}`, answer.ok ? "status good" : "status bad"),
      ` ${options.method} ${url.pathname}${url.search} ${proven.length ? `with ${proven.join(" and ")}` : "without credentials"}`,
    );
    const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    const type = answer.headers.get("Content-Type") ?? "";
    outcome.replaceChildren(status, element("h5", "Headers"), pre(headers), element("h5", "Body"));
    outcome.append(text ? pre(readable(text, type)) : element("p", "There is none.", "quiet"));
  } catch (error) {
    outcome.replaceChildren(element("p", `Nothing was answered. ${error.message}`, "status bad"));
  } finally {
    button.disabled = false;
  }
}

async function fetchToken(form) {
  const note = form.querySelector(".note");
  const wanted = { grant_type: "client_credentials" };
  for (const name of ["client_id", "client_secret"]) wanted[name] = valueOf(form, name);
  try {
    const address = new URL(form.querySelector("[data-token-url]").dataset.tokenUrl, new URL("x", base));
    const url = address.origin === base.origin && address.pathname.startsWith("/") ? new URL(`.${address.pathname}`, base) : address;
    const answer = await fetch(url, { method: "POST", body: new URLSearchParams(wanted), credentials: "omit" });
    const told = await answer.json();
    if (answer.ok) form.elements.namedItem("value").value = told.access_token;
    note.textContent = answer.ok ? "A token was given; requests from this page carry it." : `${answer.status}: ${told.detail ?? told.error ?? ""}`;
  } catch (error) {
    note.textContent = `No token was given. ${error.message}`;
  }
}

for (const form of document.querySelectorAll("form.trial")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
  const media = form.querySelector("[data-in=media]");
  media?.addEventListener("change", () => {
    const body = form.querySelector("[data-in=body]");
    body.dataset.media = media.value;
    body.value = media.selectedOptions[0].dataset.example;
  });
}
for (const form of schemes.values()) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.querySelector("[data-token-url]")) fetchToken(form);
  });
}
