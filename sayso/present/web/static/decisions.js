// Decisions are sent as JSON; what is refused comes back as words, and with what somebody else decided meanwhile.

export class Refused extends Error {
  constructor(words, inForce) {
    super(words);
    this.inForce = inForce ?? null;
  }
}

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refused("The server does not answer. Is sayso serve still running?");
  }
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(found.error ?? `${answer.status} ${answer.statusText}`, found.in_force);
  return found;
}

export function decide(draft) {
  return ask("/api/decisions", draft);
}

export function loadStatement(id) {
  return ask(`/api/statements/${encodeURIComponent(id)}`);
}

export function loadParties(document) {
  return ask(`/api/documents/${encodeURIComponent(document)}/parties`);
}

// Who has these words in a name, in the whole case: id and names.
export async function findPeople(words) {
  const answer = await fetch(`/api/people?words=${encodeURIComponent(words)}`);
  if (!answer.ok) return [];
  const lines = (await answer.text()).split("\n").filter((line) => line);
  return lines.slice(0, 12).map((line) => JSON.parse(line));
}
