(dom) => {
  const LEAST = 3;
  const EDGES = ["Top", "Right", "Bottom", "Left"];
  const edgeOf = (element) => {
    const style = getComputedStyle(element);
    const ground = dom.backgroundOf(element.parentElement);
    const inside = dom.backgroundOf(element);
    if (!ground || !inside || style.boxShadow !== "none") return Infinity;
    const lines = EDGES.filter(
      (edge) => style[`border${edge}Style`] !== "none" && parseFloat(style[`border${edge}Width`]) >= 1,
    ).map((edge) => dom.over(dom.colour(style[`border${edge}Color`]), inside));
    if (style.outlineStyle !== "none") lines.push(dom.over(dom.colour(style.outlineColor), ground));
    return Math.max(dom.contrast(inside, ground), ...lines.map((line) => dom.contrast(line, ground)));
  };
  const best = (field) => Math.max(...dom.casing(field).map(edgeOf));
  // What the browser draws itself is outside of the author's hand (the exception in WCAG 1.4.11).
  const isNative = (e) =>
    e.matches("[type=checkbox], [type=radio], [type=range], [type=file], [type=color]") &&
    getComputedStyle(e).appearance !== "none";
  return [
    ...document.querySelectorAll(
      "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), select, textarea",
    ),
  ]
    .filter((field) => dom.isSeen(field) && !field.disabled && !isNative(field))
    .map((field) => [field, best(field)])
    .filter(([, ratio]) => ratio < LEAST)
    .map(([field, ratio]) =>
      dom.observe(field, `The edge of this field has a contrast of ${ratio.toFixed(1)}:1.`),
    );
};
