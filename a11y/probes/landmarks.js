(dom) => {
  if (dom.modal()) return [];
  const SECTIONING = "article, aside, main, nav, section, [role=main], [role=region], [role=article]";
  const shown = (selector) =>
    [...document.querySelectorAll(selector)].filter(
      (e) => dom.isRendered(e) && !e.closest("[aria-hidden=true]"),
    );
  const ofPage = (e) => !e.parentElement.closest(SECTIONING);
  const nameOf = (e) => {
    const ids = (e.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const referred = ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    return (referred || e.getAttribute("aria-label") || e.title || "").trim().toLowerCase();
  };
  const kinds = {
    "main landmark": shown("main, [role=main]"),
    "header of the page": shown("header, [role=banner]").filter(ofPage),
    "footer of the page": shown("footer, [role=contentinfo]").filter(ofPage),
  };
  const findings = Object.entries(kinds).flatMap(([kind, found]) => {
    if (found.length === 1) return [];
    if (found.length) return [dom.observe(found[1], `This is a second ${kind}.`)];
    // A page that only says "no connection" may do without header and footer, but not without main.
    const weight = kind.startsWith("main") ? {} : { kind: "advice" };
    return [dom.observe(document.body, `The page has no ${kind}.`, weight)];
  });
  for (const selector of ["nav, [role=navigation]", "aside, [role=complementary]", "search, [role=search]"]) {
    const found = shown(selector);
    if (found.length < 2) continue;
    for (const [index, e] of found.entries()) {
      const twin = found.findIndex((other) => nameOf(other) === nameOf(e));
      if (!nameOf(e))
        findings.push(
          dom.observe(e, "Several landmarks of this kind are on the page and this one has no name."),
        );
      else if (twin < index)
        findings.push(dom.observe(e, `Another landmark of this kind has the name "${nameOf(e)}" too.`));
    }
  }
  return findings;
};
