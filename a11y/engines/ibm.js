// Runs IBM's checker, which is on the page already as `ace`, and returns plain data.
async (dom, policies) => {
  const checker = new ace.Checker();
  const { results } = await checker.check(document, policies);
  const clauses = new Map();
  for (const ruleset of checker.rulesets.filter((set) => policies.includes(set.id))) {
    for (const point of ruleset.checkpoints) {
      for (const rule of point.rules ?? []) if (!clauses.has(rule.id)) clauses.set(rule.id, point.num);
    }
  }
  // What a closed <details> holds is hidden from everybody; the engine reads it half.
  const isHidden = (node) =>
    document.body.contains(node) && node !== document.body && node.checkVisibility?.() === false;
  // HTML allows "webauthn" after the purpose of a field; the engine does not know it.
  const isPasskeyField = ({ ruleId, node }) =>
    ruleId === "input_autocomplete_valid" && / webauthn$/.test(node.getAttribute("autocomplete"));
  return results
    .filter(({ value: [, verdict] }) => ["FAIL", "POTENTIAL", "MANUAL"].includes(verdict))
    .filter((result) => !isHidden(result.node) && !isPasskeyField(result))
    .map((result) => ({
      rule: result.ruleId,
      level: result.value[0],
      verdict: result.value[1],
      reason: result.reasonId,
      clause: /^\d\.\d\.\d+$/.test(clauses.get(result.ruleId) ?? "") ? clauses.get(result.ruleId) : "",
      message: result.message,
      selector: result.node.nodeType === Node.ELEMENT_NODE ? dom.selectorOf(result.node) : result.path.dom,
      html: result.snippet.replace(/\s+/g, " ").slice(0, 180),
    }));
};
