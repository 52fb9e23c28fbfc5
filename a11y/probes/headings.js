(dom) => {
  const levelOf = (e) => Number(e.getAttribute("aria-level") ?? e.localName.slice(1));
  const all = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading]")].filter(
    (e) => dom.isRendered(e) && !e.closest("[aria-hidden=true]"),
  );
  const scope = dom.modal();
  const headings = scope ? all.filter((e) => scope.contains(e)) : all;
  const findings = headings
    .filter((e) => !dom.textOf(e))
    .map((e) => dom.observe(e, "This heading is empty."));
  const tops = headings.filter((e) => levelOf(e) === 1);
  if (!scope && tops.length === 0) findings.push(dom.observe(document.body, "The page has no h1."));
  if (tops.length > 1)
    findings.push(...tops.slice(1).map((e) => dom.observe(e, "This is a second h1 on the page.")));
  if (!scope && tops.length === 1 && !dom.isSeen(tops[0]))
    findings.push(dom.observe(tops[0], "The h1 cannot be seen."));
  headings.forEach((heading, index) => {
    const before = index ? levelOf(headings[index - 1]) : levelOf(heading);
    if (levelOf(heading) > before + 1) {
      findings.push(
        dom.observe(heading, `An h${levelOf(heading)} follows an h${before}: a level is left out.`),
      );
    }
  });
  return findings;
};
