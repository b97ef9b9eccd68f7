// The panel in which a statement is corrected or made: its words are taken from the text, the rest is chosen.

import { Refused, decide, loadParties, loadStatement } from "./decisions.js";
import { closePanel, make, makeField, makeSelect, openPanel } from "./elements.js";
import { readWords } from "./selecting.js";

const PARTS = ["source", "cue", "content"];
const ACTS = ["say", "claim", "deny", "accuse", "announce", "report", "promise", "demand", "warn", "predict", "believe", "call"];
const POLARITIES = ["positive", "negative", "uncertain"];
const FORMS = ["direct", "indirect", "mixed"];
const SCHEMATA = ["Person", "PublicBody", "Organization", "Company", "Group", "Country", "Place"];

let draft = null; // what is being corrected; null: nothing

export function isCorrecting() {
  return draft !== null;
}

// Opens the panel for a statement of the document, or for a new one when there is no id.
export async function correct(documentId, id) {
  const parties = await loadParties(documentId);
  if (id) {
    const answer = await loadStatement(id);
    const held = answer.statement.statement;
    const spans = Object.fromEntries(PARTS.map((part) => [part, held[part]]));
    draft = { id, documentId, parties, seen: answer.seen, held, heldSpeaker: answer.speaker, spans };
    for (const name of ["act", "polarity", "form"]) draft[name] = held[name];
  } else {
    draft = { id: null, documentId, parties, seen: "", held: null, heldSpeaker: null, spans: { source: [], cue: [], content: [] } };
    Object.assign(draft, { act: "say", polarity: "positive", form: "indirect" });
  }
  draft.speaker = draft.heldSpeaker; // a span, or null for nobody who is named
  draft.schema = "Person";
  show();
}

// The selected words become a part of the statement in hand: alone, or beside what it has.
export function setPart(part, start, end, beside = false) {
  const span = [draft.documentId, start, end];
  if (part === "speaker") {
    draft.speaker = span;
  } else {
    const kept = beside ? draft.spans[part].filter(([, from, until]) => until <= start || from >= end) : [];
    draft.spans[part] = [...kept, span].sort((left, right) => left[1] - right[1]);
  }
  show();
}

function findParty(span) {
  return span && draft.parties.find((party) => party.mentions.some((mention) => sameSpan(mention.span, span)));
}

function sameSpan(left, right) {
  return left === right || (left !== null && right !== null && left[1] === right[1] && left[2] === right[2]);
}

function sameSpans(left, right) {
  return left.length === right.length && left.every((span, place) => sameSpan(span, right[place]));
}

function show() {
  const title = draft.id ? "Correct this statement" : "New statement";
  const form = make("form", { className: "correcting" });
  for (const part of PARTS) form.append(makePart(part));
  form.append(makeSpeaker());
  const row = make("div", { className: "row" });
  row.append(makeField("act", choose("act", ACTS)), makeField("polarity", choose("polarity", POLARITIES)), makeField("form", choose("form", FORMS)));
  const note = make("input", { name: "note", maxlength: "2000", dir: "auto", autocomplete: "off", value: draft.note ?? "" });
  note.addEventListener("input", () => (draft.note = note.value));
  const keep = make("button", { type: "submit", className: "main" }, "keep ", make("kbd", {}, "Enter"));
  const cancel = make("button", { type: "button" }, "cancel ", make("kbd", {}, "Esc"));
  cancel.addEventListener("click", close);
  form.append(row, makeField("why (kept with the decision)", note));
  form.append(make("p", { className: "problem", role: "alert" }, draft.problem ?? ""));
  form.append(make("p", { className: "buttons" }, keep, cancel));
  form.append(make("p", { className: "note" }, "Select words in the text to set a part; hold Shift for words beside those it has."));
  form.addEventListener("submit", send);
  const frame = openPanel(title, form);
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape") draft = null;
  });
  keep.focus({ preventScroll: true });
}

function close() {
  draft = null;
  closePanel();
}

function makePart(part) {
  const row = make("div", { className: "part" });
  row.append(make("span", { className: "name" }, part));
  const words = make("span", { className: "held", dir: "auto" });
  draft.spans[part].forEach((span, place) => {
    if (place) words.append(" … ");
    words.append(make("bdi", { className: part === "content" ? "content d1" : part }, readWords(span[1], span[2]) || `characters ${span[1]}–${span[2]}`));
  });
  if (!draft.spans[part].length) words.append(make("span", { className: "note" }, part === "content" ? "select what is said" : "none"));
  row.append(words);
  if (draft.spans[part].length && part !== "content") {
    const clear = make("button", { type: "button", "aria-label": `no ${part}` }, "×");
    clear.addEventListener("click", () => {
      draft.spans[part] = [];
      show();
    });
    row.append(clear);
  }
  return row;
}

function choose(name, values) {
  const select = makeSelect(name, values.map((value) => [value, value]), draft[name]);
  select.addEventListener("change", () => (draft[name] = select.value));
  return select;
}

// Who speaks: whoever the document names, by the mention nearest to the statement; or words that were no name before.
function makeSpeaker() {
  const near = (draft.spans.cue[0] ?? draft.spans.content[0] ?? [null, 0])[1];
  const choices = [["", "nobody who is named"]];
  const byValue = new Map();
  for (const party of draft.parties) {
    const nearest = [...party.mentions].sort((left, right) => Math.abs(left.span[1] - near) - Math.abs(right.span[1] - near))[0];
    if (!nearest) continue;
    const mine = party === findParty(draft.speaker) ? draft.speaker : nearest.span;
    choices.push([mine.slice(1).join("-"), `${party.names[0] ?? nearest.words}${party.names[0] === nearest.words ? "" : ` (“${nearest.words}”)`}`]);
    byValue.set(mine.slice(1).join("-"), mine);
  }
  const own = draft.speaker ? draft.speaker.slice(1).join("-") : "";
  if (draft.speaker && !byValue.has(own)) {
    choices.push([own, `“${readWords(draft.speaker[1], draft.speaker[2])}”`]);
    byValue.set(own, draft.speaker);
  }
  const select = makeSelect("speaker", choices, own);
  select.addEventListener("change", () => {
    draft.speaker = byValue.get(select.value) ?? null;
    show();
  });
  const row = make("div", { className: "row" }, makeField("speaker", select));
  if (draft.speaker && !findParty(draft.speaker)) {
    const schema = makeSelect("schema", SCHEMATA.map((value) => [value, value]), draft.schema);
    schema.addEventListener("change", () => (draft.schema = schema.value));
    row.append(makeField("who is a", schema));
  }
  return row;
}

function findChanges() {
  const after = {};
  for (const part of PARTS) {
    if (!draft.held || !sameSpans(draft.spans[part], draft.held[part])) after[part] = draft.spans[part];
  }
  for (const name of ["act", "polarity", "form"]) {
    if (!draft.held || draft[name] !== draft.held[name]) after[name] = draft[name];
  }
  if (draft.held ? !sameSpan(draft.speaker, draft.heldSpeaker) : draft.speaker) {
    after.speaker = draft.speaker ? [draft.speaker] : [];
    if (draft.speaker && !findParty(draft.speaker)) after.schema = draft.schema;
  }
  return after;
}

async function send(event) {
  event.preventDefault();
  const after = findChanges();
  if (!draft.spans.content.length) return explain("A statement says something: select the words.");
  if (draft.held && !Object.keys(after).length) return explain("Nothing is changed yet.");
  const made = { after, note: draft.note ?? "", seen: draft.seen };
  const question = draft.id ? { question: "right as found", about: [draft.id] } : { question: "stated here" };
  try {
    const kept = await decide({ ...question, ...made });
    draft = null;
    document.dispatchEvent(new CustomEvent("decided", { detail: kept }));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.inForce) draft.seen = error.inForce.id;
    explain(error.inForce ? `Somebody was faster; nothing was kept. ${error.message} Keep again to decide over it.` : error.message);
  }
}

function explain(words) {
  draft.problem = words;
  show();
  draft.problem = "";
}
