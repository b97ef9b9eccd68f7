// Deciding while reading: what to do with selected words, and with the statement in hand. Also used by the review.

import { Refused, decide, loadStatement } from "./decisions.js";
import { correct, isCorrecting, setPart } from "./correcting.js";
import { closePanel, make, makeField, openPanel } from "./elements.js";
import { askWho } from "./merging.js";
import { readSelection } from "./selecting.js";

const host = document.querySelector("[data-review]");
const documentId = host.dataset.document;

// The statement in hand: that of the review, or of the card that is open.
function findChosen() {
  return host.dataset.statement || document.querySelector("details.card[open][data-statement]")?.dataset.statement || null;
}

function needsName(then) {
  if (host.dataset.reviewer) return then();
  const name = make("input", { name: "reviewer", maxlength: "80", required: true, dir: "auto", autocomplete: "name" });
  const form = make("form", {}, make("p", {}, "Every decision is written into the log with a name."), makeField("your name", name), make("button", {}, "begin"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new URLSearchParams({ reviewer: name.value, back: "/static/mark.svg" });
    await fetch("/review/name", { method: "POST", body });
    host.dataset.reviewer = name.value.trim();
    closePanel();
    then();
  });
  openPanel("Who are you?", form);
  name.focus();
}

function explain(words) {
  openPanel("Not kept", make("p", { role: "alert", className: "problem" }, words));
}

async function run(task) {
  try {
    await task();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    explain(error.message);
  }
}

// accept, reject

async function judge(id, judgement) {
  const { seen } = await loadStatement(id);
  const shown = document.getElementById(id)?.dataset.seen ?? seen;
  const kept = await decide({ question: "right as found", about: [id], judgement, seen: shown });
  document.dispatchEvent(new CustomEvent("decided", { detail: kept }));
}

function remark(about, lead) {
  const note = make("textarea", { name: "note", rows: "3", required: true, maxlength: "2000", dir: "auto" });
  const form = make("form", {}, makeField("remark", note), make("p", { className: "problem", role: "alert" }), make("p", { className: "buttons" }, make("button", {}, "keep")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const kept = await decide({ question: "remark", about: [about], judgement: "unsure", note: lead + note.value });
      document.dispatchEvent(new CustomEvent("decided", { detail: kept }));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      form.querySelector(".problem").textContent = error.message;
    }
  });
  openPanel("Remark", form);
  note.focus();
}

// what can be done with selected words

const bar = make("div", { className: "selecting", role: "toolbar", "aria-label": "Selected words", hidden: true });
document.body.append(bar);
let selected = null;

const SELECTED = [
  ["new statement", "n", () => needsName(() => run(async () => {
    const { start, end } = selected;
    await correct(documentId, null);
    setPart("content", start, end);
  }))],
  ["source", "1", (event) => take("source", event)],
  ["cue", "2", (event) => take("cue", event)],
  ["content", "3", (event) => take("content", event)],
  ["speaker", "4", (event) => take("speaker", event)],
  ["who is this?", "m", () => needsName(() => run(() => askWho(documentId, selected.start, selected.end)))],
  ["remark", "c", () => needsName(() => remark(documentId, `“${selected.words.slice(0, 200)}” (characters ${selected.start}–${selected.end}): `))],
];

function take(part, event) {
  const { start, end } = selected;
  const beside = event.shiftKey;
  needsName(() => run(async () => {
    if (!isCorrecting()) await correct(documentId, findChosen());
    setPart(part, start, end, beside);
  }));
}

for (const [words, key, act] of SELECTED) {
  const button = make("button", { type: "button", "data-selected": key }, `${words} `, make("kbd", {}, key));
  // The selection must outlive the press of the button.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", (event) => {
    bar.hidden = true;
    act(event);
  });
  bar.append(button);
}

function followSelection() {
  const found = readSelection();
  const inPanel = document.activeElement?.closest(".panel input, .panel textarea");
  if (!found || inPanel) {
    bar.hidden = true;
    selected = null;
    return;
  }
  selected = found;
  const chosen = isCorrecting() || findChosen();
  for (const button of bar.querySelectorAll("[data-selected]")) {
    const ofChosen = /\d/.test(button.dataset.selected);
    button.hidden = (ofChosen && !chosen) || (button.dataset.selected === "n" && isCorrecting());
  }
  bar.hidden = false;
  const { box } = found;
  const left = Math.min(Math.max(8, box.left), Math.max(8, innerWidth - bar.offsetWidth - 8));
  bar.style.left = `${left + scrollX}px`;
  bar.style.top = `${box.bottom + scrollY + 6}px`;
}

document.addEventListener("selectionchange", () => {
  clearTimeout(followSelection.timer);
  followSelection.timer = setTimeout(followSelection, 120);
});

// what can be done with the statement in hand

const CHOSEN = {
  a: (id) => run(() => judge(id, "positive")),
  r: (id) => run(() => judge(id, "negative")),
  c: (id) => run(() => correct(documentId, id)),
  m: (id) => run(async () => {
    const { speaker, statement } = await loadStatement(id);
    const span = speaker ?? statement.statement.source[0];
    if (span) return askWho(documentId, span[1], span[2]);
    return explain("Nobody is named as its source. Correct it and give it a speaker.");
  }),
  n: (id) => remark(id, ""),
};
const NAMES = { a: "accept", r: "reject", c: "correct", m: "who speaks?", n: "remark" };

for (const card of document.querySelectorAll("details.card[data-statement]")) {
  const acts = make("p", { className: "acts decide" });
  for (const key of Object.keys(CHOSEN)) {
    const button = make("button", { type: "button" }, `${NAMES[key]} `, make("kbd", {}, key));
    button.addEventListener("click", () => needsName(() => CHOSEN[key](card.dataset.statement)));
    acts.append(button);
  }
  card.querySelector(".proof")?.append(acts);
}

for (const button of document.querySelectorAll("[data-do]")) {
  button.hidden = false;
  button.addEventListener("click", () => needsName(() => CHOSEN[button.dataset.do](findChosen())));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, .panel")) return;
  const ofWords = bar.hidden ? null : bar.querySelector(`[data-selected="${CSS.escape(event.key)}"]:not([hidden])`);
  if (ofWords) {
    event.preventDefault();
    event.stopImmediatePropagation();
    ofWords.click();
    return;
  }
  if (host.dataset.statement) return; // the review's own keys
  const id = findChosen();
  if (!id || !(event.key in CHOSEN)) return;
  event.preventDefault();
  needsName(() => CHOSEN[event.key](id));
}, { capture: true });

// The page as it is after a decision, at the same place.
document.addEventListener("decided", (event) => {
  closePanel();
  const about = event.detail?.question === "stated here" ? event.detail.about[0] : findChosen();
  const address = new URL(location.href);
  if (host.dataset.statement) address.searchParams.set("at", host.dataset.statement);
  else if (about) address.hash = about;
  history.replaceState(null, "", address);
  location.reload();
});
