(dom) => {
  const meta = document.querySelector("meta[name=viewport]");
  if (!meta)
    return [
      dom.observe(document.head, "The page has no viewport setting: phones show it too small to read."),
    ];
  const settings = Object.fromEntries(
    meta.content
      .toLowerCase()
      .split(/[,;]/)
      .map((part) => part.split("=").map((s) => s.trim())),
  );
  const findings = [];
  if (["no", "0"].includes(settings["user-scalable"]))
    findings.push(dom.observe(meta, "user-scalable=no keeps people from zooming in."));
  if (parseFloat(settings["maximum-scale"]) < 5)
    findings.push(dom.observe(meta, "maximum-scale limits how far people can zoom in."));
  for (const element of [document.documentElement, document.body, document.querySelector("main")]) {
    const touch = element ? getComputedStyle(element).touchAction : "auto";
    if (touch !== "auto" && !/manipulation|pinch-zoom/.test(touch))
      findings.push(dom.observe(element, `touch-action: ${touch} bars zooming with two fingers.`));
  }
  return findings;
};
