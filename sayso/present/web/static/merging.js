// Who is meant by some words: one with somebody else in the case, or not who they were taken for.

import { Refused, decide, findPeople, loadParties } from "./decisions.js";
import { make, makeField, openPanel } from "./elements.js";

// Opens the panel for the mention in these characters.
export async function askWho(documentId, start, end) {
  const parties = await loadParties(documentId);
  const found = findMention(parties, start, end);
  if (!found) {
    openPanel("Who is this?", make("p", {}, "These words are no name that was found. Correct a statement and make them its speaker; then they are."));
    return;
  }
  const [party, mention] = found;
  const form = make("form", { className: "merging" });
  const name = party.names[0] ?? mention.words;
  form.append(make("p", {}, make("bdi", { className: "asked-words" }, mention.words), " is here taken for ", make("strong", {}, make("bdi", {}, name)), "."));
  const only = make("input", { type: "checkbox", name: "only" });
  const note = make("input", { name: "note", maxlength: "2000", dir: "auto", autocomplete: "off" });
  const words = make("input", { type: "search", name: "words", dir: "auto", autocomplete: "off", placeholder: "name in any script" });
  const results = make("ul", { className: "choices" });
  const problem = make("p", { className: "problem", role: "alert" });

  async function send(drafts) {
    try {
      let kept = null;
      for (const draft of drafts) kept = await decide({ question: "same entity", note: note.value, ...draft });
      document.dispatchEvent(new CustomEvent("decided", { detail: kept }));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      problem.textContent = error.message;
    }
  }

  const apart = { about: [mention.id, party.id], judgement: "negative" };
  if (party.mentions.length > 1) {
    const no = make("button", { type: "button" }, "no, not ", make("bdi", {}, name));
    no.addEventListener("click", () => send([apart]));
    form.append(make("p", { className: "buttons" }, no));
    form.append(make("label", { className: "check" }, only, ` what follows is of these words only, not of ${name} everywhere here`));
  }
  let timer = 0;
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const asked = words.value.trim();
      const people = asked ? await findPeople(asked) : [];
      if (words.value.trim() === asked) showPeople(people);
    }, 180);
  });

  function showPeople(people) {
    results.replaceChildren();
    for (const other of people) {
      if (other.id === party.id) continue;
      const same = make("button", { type: "button" }, "the same");
      same.addEventListener("click", () => {
        const here = parties.some((known) => known.id === other.id);
        if (!only.checked) return send([{ about: [party.id, other.id] }]);
        return send(here ? [{ about: [mention.id, other.id] }] : [apart, { about: [mention.id, other.id] }]);
      });
      results.append(make("li", {}, same, " ", make("bdi", {}, other.names.slice(0, 4).join(" · ")), ` ${other.statements} statements`));
    }
    if (!results.children.length && words.value.trim()) results.append(make("li", { className: "note" }, "Nobody else has these words in a name."));
  }

  form.append(makeField("one with", words), results, makeField("why (kept with the decision)", note), problem);
  form.addEventListener("submit", (event) => event.preventDefault());
  openPanel("Who is this?", form);
  words.focus({ preventScroll: true });
}

// The mention that has most characters in common with these.
function findMention(parties, start, end) {
  let best = null;
  let most = 0;
  for (const party of parties) {
    for (const mention of party.mentions) {
      const common = Math.min(end, mention.span[2]) - Math.max(start, mention.span[1]);
      const share = common / Math.max(end - start, mention.span[2] - mention.span[1]);
      if (common > 0 && share > most) [best, most] = [[party, mention], share];
    }
  }
  return best;
}
