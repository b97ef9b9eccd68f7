// The keys of the review: a accept, r reject, j next, k previous, u undo, c comment.

function findKeyed(key) {
  return document.querySelector(`[data-key="${CSS.escape(key)}"]`);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const target = findKeyed(event.key);
  if (!target || target.disabled) return;
  event.preventDefault();
  if (target.matches("input")) target.focus();
  else target.click();
});

document.querySelector(".passage .content, .passage .cue")?.scrollIntoView({ block: "nearest" });
