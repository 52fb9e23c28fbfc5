(dom) => {
  const ground = dom.backgroundOf(document.body);
  const findings = [];
  if (ground && dom.luminance(ground) > 0.2)
    findings.push(dom.observe(document.body, "The page stays light when the system is dark."));
  if (!/dark/.test(getComputedStyle(document.documentElement).colorScheme)) {
    findings.push(
      dom.observe(
        document.documentElement,
        "color-scheme does not name dark: scroll bars and native controls stay light.",
      ),
    );
  }
  return findings;
};
