(dom) => {
  const DISPLAYS = {
    table: "table",
    thead: "table-header-group",
    tbody: "table-row-group",
    tfoot: "table-footer-group",
    tr: "table-row",
    th: "table-cell",
    td: "table-cell",
  };
  const findings = [];
  for (const table of document.querySelectorAll("table:not([role=presentation], [role=none])")) {
    if (!dom.isRendered(table)) continue;
    const parts = [table, ...table.querySelectorAll("thead, tbody, tfoot, tr, th, td")];
    const lost = parts.filter(
      (e) => getComputedStyle(e).display !== DISPLAYS[e.localName] && !e.hasAttribute("role"),
    );
    if (lost.length)
      findings.push(
        dom.observe(
          table,
          `${lost.length} parts of this table (${[...new Set(lost.map((e) => e.localName))].join(", ")}) lose their meaning by "display".`,
        ),
      );
    const removed = [...table.querySelectorAll("th")].filter(
      (e) =>
        getComputedStyle(e).display === "none" ||
        getComputedStyle(e.parentElement).display === "none" ||
        getComputedStyle(e.parentElement.parentElement).display === "none",
    );
    if (removed.length)
      findings.push(
        dom.observe(table, "Header cells are removed with display: none; hide them visually instead."),
      );
  }
  return findings;
};
