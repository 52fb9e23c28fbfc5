// Sets the values that WCAG 1.4.12 names and reports what was whole before and is not any more.
// A constructed style sheet is used because a strict style-src refuses an injected <style>.
(dom) => {
  const RULES = `
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(RULES);

  const measure = () => ({
    cut: dom.cutTexts(),
    overlapping: dom.overlappingTexts(),
    tooWide: new Set(dom.tooWide()),
  });

  const before = measure();
  document.adoptedStyleSheets.push(sheet);
  dom.finishTransitions();
  let after;
  try {
    after = measure();
  } finally {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    dom.finishTransitions();
  }
  const fresh = (name) => [...after[name]].filter((element) => !before[name].has(element));
  return [
    ...fresh("cut").map((e) => dom.observe(e, "Is cut off with wider text spacing.")),
    ...fresh("overlapping").map((e) => dom.observe(e, "Lies over other text with wider text spacing.")),
    ...fresh("tooWide").map((e) => dom.observe(e, "Reaches beyond the window with wider text spacing.")),
  ];
};
