// The reader: cards beside their lines, the words of a chosen card, links to characters, footnotes to copy.

import { countPoints, toPoints, toUnits } from "./offsets.js";

const main = document.querySelector("main.reader");
const text = main.querySelector(".text");
const status = main.querySelector("[data-status]");
const cards = [...main.querySelectorAll(".card")];
const wide = matchMedia("(min-width: 62rem)");
const GAP = 6; // pixels between two cards

function findPieces(number) {
  return main.querySelectorAll(`[data-s~="${number}"]`);
}

function findCard(number) {
  return cards.find((card) => card.dataset.n === String(number));
}

// Each card as near its line as those above it allow; where the next one would be overlapped, it folds to one line.
function placeCards() {
  if (!text) return;
  text.classList.toggle("placed", wide.matches);
  for (const card of cards) {
    card.classList.remove("folded");
    card.style.top = "";
  }
  text.style.minHeight = "";
  if (!wide.matches) return;
  const base = text.getBoundingClientRect().top;
  const wanted = cards.map((card) => {
    const piece = findPieces(card.dataset.n)[0];
    return piece ? piece.getBoundingClientRect().top - base : 0;
  });
  let bottom = 0;
  cards.forEach((card, index) => {
    const top = Math.max(wanted[index], bottom);
    const room = index + 1 < cards.length ? wanted[index + 1] - top : Infinity;
    if (!card.open && card.offsetHeight + GAP > room) card.classList.add("folded");
    card.style.top = `${top}px`;
    bottom = top + card.offsetHeight + GAP;
  });
  text.style.minHeight = `${bottom}px`;
}

function mark(name, number) {
  for (const piece of main.querySelectorAll(`.words .${name}`)) piece.classList.remove(name);
  for (const card of cards) card.classList.toggle(name, number !== null && card.dataset.n === String(number));
  if (number !== null) for (const piece of findPieces(number)) piece.classList.add(name);
}

function choose(card) {
  for (const other of cards) if (other !== card) other.open = false;
  card.open = true;
}

for (const card of cards) {
  card.addEventListener("toggle", () => {
    if (card.open) {
      for (const other of cards) if (other !== card) other.open = false;
      mark("chosen", card.dataset.n);
    } else if (!cards.some((other) => other.open)) {
      mark("chosen", null);
    }
    placeCards();
  });
  card.addEventListener("mouseenter", () => mark("hover", card.dataset.n));
  card.addEventListener("mouseleave", () => mark("hover", null));
}

main.addEventListener("click", (event) => {
  const piece = event.target.closest("[data-s]");
  if (piece && getSelection().isCollapsed) {
    const card = findCard(piece.dataset.s.split(" ").at(-1)); // the innermost statement
    if (!card) return;
    if (card.open) card.open = false;
    else choose(card);
    card.querySelector("summary").focus({ preventScroll: true });
  }
  const button = event.target.closest("[data-copy]");
  if (button) copy(button.dataset.copy);
});

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    say("Copied.");
  } catch {
    say(words);
  }
}

function say(words) {
  status.textContent = words;
  setTimeout(() => {
    if (status.textContent === words) status.textContent = "";
  }, 4000);
}

// What an address names: #char=start,end, or the id of a card.
function followLink() {
  for (const old of main.querySelectorAll("mark.linked")) old.replaceWith(...old.childNodes);
  main.normalize();
  const match = /^#char=(\d+),(\d+)$/.exec(location.hash);
  if (match) {
    const found = markCharacters(Number(match[1]), Number(match[2]));
    if (found) found.scrollIntoView({ block: "center" });
    return;
  }
  const card = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (card && card.matches(".card")) {
    choose(card);
    const piece = findPieces(card.dataset.n)[0];
    if (piece) piece.scrollIntoView({ block: "center" });
  }
}

function markCharacters(start, end) {
  let first = null;
  for (const piece of main.querySelectorAll(".words [data-start]")) {
    const words = piece.textContent;
    const begins = Number(piece.dataset.start);
    const from = Math.max(start - begins, 0);
    const until = Math.min(end - begins, countPoints(words));
    if (from >= until) continue;
    const range = document.createRange();
    range.setStart(piece.firstChild, toUnits(words, from));
    range.setEnd(piece.firstChild, toUnits(words, until));
    const linked = document.createElement("mark");
    linked.className = "linked";
    range.surroundContents(linked);
    first ??= linked;
  }
  return first;
}

// The characters that a reader selects are offered as a link.
function findPlace(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const piece = element?.closest(".words [data-start]");
  if (!piece || node.nodeType !== Node.TEXT_NODE) return null;
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, offset);
  const words = before.toString();
  return Number(piece.dataset.start) + toPoints(words, words.length);
}

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const start = findPlace(range.startContainer, range.startOffset);
  const end = findPlace(range.endContainer, range.endOffset);
  if (start === null || end === null || start >= end) return;
  const link = document.createElement("a");
  link.href = `#char=${start},${end}`;
  link.textContent = `link to characters ${start}–${end}`;
  status.replaceChildren(link);
});

addEventListener("hashchange", followLink);
wide.addEventListener("change", placeCards);
addEventListener("resize", placeCards);
placeCards();
followLink();
document.fonts?.ready.then(placeCards);
