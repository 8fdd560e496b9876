/* Reading: filter what is shown, open what an address points at, open everything for a printer, copy a sample. */

document.documentElement.classList.add("scripted");

const filter = document.getElementById("filter");
const found = document.getElementById("found");
const items = [...document.querySelectorAll("details.item")].map((item) => ({
  item,
  anchor: item.querySelector(".inside").id,
  text: `${item.dataset.find} ${item.querySelector("summary").textContent} ${[...item.querySelectorAll(".name")]
    .map((name) => name.textContent)
    .join(" ")}`.toLowerCase(),
}));
const links = new Map([...document.querySelectorAll("[data-of]")].map((link) => [link.dataset.of, link]));
const groups = [...document.querySelectorAll("section.group")];
const lists = [...document.querySelectorAll("nav li")].filter((each) => each.querySelector("[data-of]"));

function narrow() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { item, anchor, text } of items) {
    item.hidden = !words.every((word) => text.includes(word));
    links.get(anchor).hidden = item.hidden;
    shown += item.hidden ? 0 : 1;
  }
  for (const group of groups) group.hidden = !group.querySelector("details.item:not([hidden])");
  for (const list of lists) list.hidden = !list.querySelector("[data-of]:not([hidden])");
  document.getElementById("nothing").hidden = shown > 0;
  document.body.classList.toggle("filtered", words.length > 0);
  found.textContent = words.length ? `${shown} of ${items.length} operations and schemas` : "";
}

function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.closest("[hidden]")) {
    filter.value = "";
    narrow();
  }
  const item = target.closest("details.item");
  if (item) item.open = true;
  (item ?? target).scrollIntoView();
}

function all(open) {
  for (const { item } of items) if (!item.hidden) item.open = open;
}

filter.addEventListener("input", narrow);
document.getElementById("open-all").addEventListener("click", () => all(true));
document.getElementById("close-all").addEventListener("click", () => all(false));
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    filter.focus();
  } else if (event.key === "Escape" && event.target === filter) {
    filter.value = "";
    narrow();
  }
});
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => all(true));

for (const sample of document.querySelectorAll(".sample")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(sample.querySelector("pre").textContent);
    button.textContent = "Copied";
  });
  sample.append(button);
}

const contents = document.getElementById("contents");
const wide = matchMedia("(min-width: 901px)");
const fold = () => {
  contents.open = wide.matches;
};
wide.addEventListener("change", fold);
fold();
if (filter.value) narrow();
reveal();
