// Offsets in the document count code points, offsets in the browser UTF-16 units. Here, and only here, one becomes the other.

// The place in UTF-16 units of a code point of the text; the end of the text for any beyond it.
export function toUnits(text, points) {
  let units = 0;
  for (let point = 0; point < points && units < text.length; point++) {
    units += text.codePointAt(units) > 0xffff ? 2 : 1;
  }
  return units;
}

// How many code points stand before a place in UTF-16 units.
export function toPoints(text, units) {
  let points = 0;
  for (let unit = 0; unit < units && unit < text.length; points++) {
    unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
  }
  return points;
}

export function countPoints(text) {
  return toPoints(text, text.length);
}
