(dom) => {
  const REFERENCES = [
    "for",
    "list",
    "headers",
    "aria-labelledby",
    "aria-describedby",
    "aria-errormessage",
    "aria-owns",
    "aria-activedescendant",
    "aria-details",
    "aria-flowto",
  ];
  const first = new Set();
  const findings = [];
  for (const element of document.querySelectorAll("[id]")) {
    if (first.has(element.id)) findings.push(dom.observe(element, `The id "${element.id}" is used twice.`));
    first.add(element.id);
  }
  for (const name of REFERENCES) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      const missing = element
        .getAttribute(name)
        .split(/\s+/)
        .filter((id) => id && !first.has(id));
      if (missing.length)
        findings.push(
          dom.observe(element, `${name} refers to "${missing.join(" ")}", which is not on the page.`),
        );
    }
  }
  // What aria-controls names may be absent while it is closed.
  for (const element of document.querySelectorAll(
    "[aria-controls][aria-expanded=true], [aria-controls][aria-selected=true]",
  )) {
    const missing = element
      .getAttribute("aria-controls")
      .split(/\s+/)
      .filter((id) => id && !first.has(id));
    if (missing.length)
      findings.push(
        dom.observe(element, `aria-controls refers to "${missing.join(" ")}", which is not on the page.`),
      );
  }
  return findings;
};
