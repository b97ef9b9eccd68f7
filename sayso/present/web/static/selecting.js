// What a person selects in a document's text, as characters of the document and as words.

import { toPoints } from "./offsets.js";

function findPlace(node, offset) {
  if (node.nodeType !== Node.TEXT_NODE) {
    // A selection by triple click or by keyboard may end in an element: its edge is that of the piece there.
    const inner = node.childNodes[offset] ?? node;
    const piece = inner.nodeType === Node.ELEMENT_NODE ? inner.closest(".words [data-start]") : null;
    if (piece) return Number(piece.dataset.start);
    const before = [...(node.closest?.(".words")?.querySelectorAll("[data-start]") ?? [])].at(-1);
    return before ? Number(before.dataset.start) + toPoints(before.textContent, before.textContent.length) : null;
  }
  const piece = node.parentElement?.closest(".words [data-start]");
  if (!piece) return null;
  const range = document.createRange();
  range.setStart(piece, 0);
  range.setEnd(node, offset);
  const words = range.toString();
  return Number(piece.dataset.start) + toPoints(words, words.length);
}

// Start, end, words and the rectangle of the selection; null where nothing of a document is selected.
// White space at the ends is left out: nobody means it.
export function readSelection() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = findPlace(range.startContainer, range.startOffset);
  const end = findPlace(range.endContainer, range.endOffset);
  if (start === null || end === null || start >= end) return null;
  const words = [...range.toString()];
  // Between two paragraphs the page has other white space than the document: only the ends are counted.
  const lead = words.findIndex((character) => /\S/u.test(character));
  const trail = words.reverse().findIndex((character) => /\S/u.test(character));
  if (lead < 0) return null;
  return { start: start + lead, end: end - trail, words: range.toString().trim(), box: range.getBoundingClientRect() };
}

// The words of the document between two characters, as the page shows them.
export function readWords(start, end) {
  let words = "";
  for (const piece of document.querySelectorAll(".words [data-start]")) {
    const characters = [...piece.textContent];
    const begins = Number(piece.dataset.start);
    const from = Math.max(start - begins, 0);
    const until = Math.min(end - begins, characters.length);
    if (from < until) words += characters.slice(from, until).join("");
  }
  return words;
}
