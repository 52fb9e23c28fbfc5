// For each tab stop: does focus show? verdict "shown", "missing" or "doubtful" (ask the pixels).
(dom) => {
  const LAYOUT = [
    "opacity",
    "visibility",
    "transform",
    "clipPath",
    "textDecorationLine",
    "textDecorationThickness",
    "fontWeight",
    "boxShadow",
    "backgroundImage",
    "borderTopWidth",
    "borderBottomWidth",
    "borderLeftWidth",
    "filter",
    "width",
    "height",
    "left",
    "top",
  ];
  const PAINT = ["color", "backgroundColor", "borderTopColor", "borderBottomColor", "borderLeftColor"];
  const OUTLINE = ["outlineStyle", "outlineWidth", "outlineColor", "outlineOffset"];
  const PROPERTIES = [...LAYOUT, ...PAINT, ...OUTLINE];
  const LINE_CONTRAST = 3;

  // Focus may show on the element, on what is drawn before or after it, inside it, on its label, or
  // on a box around it (:focus-within).
  const neighbours = (element) => {
    const around = [
      element,
      ...(element.labels ?? []),
      ...element.children,
      element.nextElementSibling,
      element.parentElement,
      element.parentElement?.parentElement,
    ];
    return [...new Set(around)].filter(
      (node) => node && node !== document.body && node !== document.documentElement,
    );
  };

  const read = (node, pseudo) => {
    const style = getComputedStyle(node, pseudo);
    if (pseudo && style.content === "none") return null;
    return Object.fromEntries(PROPERTIES.map((name) => [name, style[name]]));
  };

  const snapshot = (nodes) =>
    nodes.flatMap((node) =>
      [null, "::before", "::after"].map((pseudo) => ({ node, pseudo, style: read(node, pseudo) })),
    );

  // The outline lies outside of the box; an ancestor that clips may leave nothing of it.
  const isOutlineCut = (node, style) => {
    const box = node.getBoundingClientRect();
    const offset = parseFloat(style.outlineOffset);
    if (offset + parseFloat(style.outlineWidth) <= 0) return false;
    for (let parent = node.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(parent);
      if (display === "inline" || (overflowX === "visible" && overflowY === "visible")) continue;
      const clip = parent.getBoundingClientRect();
      const sides = [
        box.left - clip.left,
        clip.right - box.right,
        box.top - clip.top,
        clip.bottom - box.bottom,
      ];
      if (sides.every((space) => space <= Math.max(0, offset))) return true;
    }
    return false;
  };

  const outlineVerdict = (node, style) => {
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1) return null;
    if (isOutlineCut(node, style)) return "cut off by overflow: hidden";
    if (style.outlineStyle === "auto") return "shown";
    const inside = parseFloat(style.outlineOffset) < 0;
    const ground = dom.backgroundOf(inside ? node : (node.parentElement ?? node));
    if (!ground) return "shown";
    const line = dom.over(dom.colour(style.outlineColor), ground);
    const ratio = dom.contrast(line, ground);
    return ratio >= LINE_CONTRAST ? "shown" : `too faint (${ratio.toFixed(1)}:1)`;
  };

  const repainted = (before, after, ground) =>
    PAINT.some((name) => {
      const [old, now] = [before[name], after[name]].map((value) => dom.over(dom.colour(value), ground));
      return before[name] !== after[name] && dom.contrast(old, now) >= LINE_CONTRAST;
    });

  // "shown", "doubtful", or a reason why what changed cannot be seen; null when nothing changed.
  const judge = (before, after) => {
    const { node, pseudo } = after;
    if (!after.style) return null;
    if (!before.style) return "doubtful";
    const changed = PROPERTIES.filter((name) => before.style[name] !== after.style[name]);
    if (!changed.length || !dom.isSeen(node)) return null;
    if (!pseudo && changed.some((name) => OUTLINE.includes(name))) {
      const verdict = outlineVerdict(node, after.style);
      if (verdict) return verdict;
    }
    if (changed.some((name) => LAYOUT.includes(name) || OUTLINE.includes(name))) return "doubtful";
    const ground = dom.backgroundOf(node.parentElement ?? node) ?? [255, 255, 255, 1];
    return repainted(before.style, after.style, ground)
      ? "doubtful"
      : "a change of colour too faint to notice";
  };

  const verdictOf = (element) => {
    const nodes = neighbours(element);
    const before = snapshot(nodes);
    element.focus({ focusVisible: true });
    if (document.activeElement !== element) return null;
    dom.finishTransitions();
    const after = snapshot(nodes);
    const answers = after.map((entry, index) => judge(before[index], entry)).filter(Boolean);
    const look = `${element.localName}.${element.className?.baseVal ?? element.className} ${answers.join()}`;
    if (answers.includes("shown")) return { verdict: "shown", look };
    if (answers.includes("doubtful")) return { verdict: "doubtful", look };
    if (answers.length) return { verdict: "missing", look, message: `The focus indicator is ${answers[0]}.` };
    const gone = !nodes.slice(0, 1 + (element.labels?.length ?? 0)).some(dom.isSeen);
    const message = gone ? "The keyboard focus lands on an element that cannot be seen." : "";
    return { verdict: "missing", look, message };
  };

  return dom.quietly(() => {
    document.activeElement?.blur?.();
    const results = [];
    for (const element of dom.tabStops()) {
      const result = verdictOf(element);
      if (result && result.verdict !== "shown")
        results.push({ ...dom.observe(element, ""), ...result, message: result.message ?? "" });
      element.blur();
    }
    dom.finishTransitions();
    return results;
  });
};
