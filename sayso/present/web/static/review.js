// The keys of the review: a accept, r reject, c correct, m who speaks, j next, k previous, n remark, u undo.

function findKeyed(key) {
  return document.querySelector(`[data-key="${CSS.escape(key)}"]`);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest(".panel")) return;
  if (event.target.matches("input, select, textarea")) {
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
