// Runs axe, which is on the page already, and returns plain data.
async (options) => {
  const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"] });
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => ({
      rule: rule.id,
      tags: rule.tags,
      message: rule.help,
      selector: node.target.flat().join(" "),
      html: node.html.replace(/\s+/g, " ").slice(0, 180),
      fix: node.failureSummary.replace(/\s+/g, " "),
    })),
  );
};
