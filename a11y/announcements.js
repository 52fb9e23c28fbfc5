// Reports what live regions say to the function named `binding`, as screen readers take it up:
// a change inside a region that was there before, or an alert that appears.
(binding) => {
  const POLITENESS = { alert: "assertive", status: "polite", log: "polite" };
  const known = new WeakSet();

  const politenessOf = (element) => {
    const explicit = element.getAttribute("aria-live");
    if (explicit) return explicit === "off" ? null : explicit;
    return POLITENESS[element.getAttribute("role")] ?? (element.localName === "output" ? "polite" : null);
  };
  const REGIONS = "[aria-live], [role=alert], [role=status], [role=log], output";
  const regionOf = (node) =>
    (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(REGIONS) ?? null;
  const isPerceivable = (element) =>
    element.isConnected &&
    element.checkVisibility({ visibilityProperty: true }) &&
    !element.closest("[aria-hidden=true]");
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const isAtomic = (region) =>
    (region.getAttribute("aria-atomic") ??
      String(["alert", "status"].includes(region.getAttribute("role")) || region.localName === "output")) ===
    "true";

  const say = (region, text) => {
    const politeness = politenessOf(region);
    if (politeness && text && isPerceivable(region)) globalThis[binding]({ text, politeness });
  };

  const learn = (root) => {
    if (root.nodeType !== Node.ELEMENT_NODE) return [];
    const fresh = [root, ...root.querySelectorAll(REGIONS)].filter(
      (e) => e.matches(REGIONS) && !known.has(e),
    );
    fresh.forEach((region) => known.add(region));
    return fresh;
  };

  const hear = (records) => {
    const fresh = new Set(records.flatMap((record) => [...record.addedNodes].flatMap(learn)));
    // What the parser puts into a loading page is read as part of the page, not announced.
    if (document.readyState === "loading") return;
    const spoken = new Map();
    for (const record of records) {
      const region = regionOf(record.target);
      if (!region || fresh.has(region) || !known.has(region)) continue;
      const added = record.type === "characterData" ? [record.target] : [...record.addedNodes];
      const texts = added.map((node) => plain(node.textContent)).filter(Boolean);
      if (texts.length) spoken.set(region, [...(spoken.get(region) ?? []), ...texts]);
    }
    for (const [region, texts] of spoken)
      say(region, isAtomic(region) ? plain(region.textContent) : texts.join(" "));
    // A region that arrives together with its text is spoken only if it is an alert.
    for (const region of fresh)
      if (region.getAttribute("role") === "alert") say(region, plain(region.textContent));
  };

  learn(document.documentElement ?? document);
  new MutationObserver(hear).observe(document, { subtree: true, childList: true, characterData: true });
};
