// Runs axe, which is on the page already, and returns plain data.
async ({ tags, rules }) => {
  const options = { runOnly: { type: "tag", values: tags }, rules, resultTypes: ["violations"] };
  const { violations } = await axe.run(document, options);
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
