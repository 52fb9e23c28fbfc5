// Sideways scrolling, cut text and overlapping text in a narrow window.
(dom) => {
  // Data tables, code and pictures may scroll in two directions (the exception in WCAG 1.4.10).
  const TWO_DIMENSIONAL = "table, [role=table], [role=grid], pre, code, img, svg, canvas, video";
  const width = document.documentElement.clientWidth;

  const isScroller = (node) => ["auto", "scroll"].includes(getComputedStyle(node).overflowX);

  const findings = dom
    .tooWide()
    .map((e) => dom.observe(e, `Reaches beyond a window that is ${width} px wide.`));
  for (const box of document.body.querySelectorAll("*")) {
    if (box.scrollWidth <= box.clientWidth + 1 || !isScroller(box) || !dom.isSeen(box)) continue;
    const isExcepted =
      box.matches(`${TWO_DIMENSIONAL}, input, textarea`) || box.querySelector(TWO_DIMENSIONAL);
    if (!isExcepted) findings.push(dom.observe(box, "Has to be scrolled sideways to be read."));
  }
  for (const e of dom.cutTexts()) findings.push(dom.observe(e, "Part of this text is cut off."));
  for (const e of dom.overlappingTexts()) findings.push(dom.observe(e, "This text lies over other text."));
  return findings;
};
