// Elements made without markup from text: whatever a document or a name holds stays text.

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name === "className" ? "class" : name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function makeSelect(name, choices, chosen) {
  const select = make("select", { name });
  for (const [value, words] of choices) {
    const option = make("option", { value }, words);
    option.selected = value === chosen;
    select.append(option);
  }
  return select;
}

export function makeField(words, field) {
  return make("label", {}, make("span", {}, words), field);
}

// A panel over the page, one at a time; Escape closes it, and what was focused before gets the focus back.
let closing = null;

export function openPanel(title, panel) {
  closePanel();
  const before = document.activeElement;
  const frame = make("section", { className: "panel", role: "dialog", "aria-label": title });
  frame.append(make("h2", {}, title), panel);
  document.body.append(frame);
  const onKey = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    closePanel();
  };
  frame.addEventListener("keydown", onKey);
  closing = () => {
    frame.remove();
    closing = null;
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
  return frame;
}

export function closePanel() {
  closing?.();
}
