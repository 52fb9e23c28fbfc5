// Tells German from English by the small words that every sentence has. "a" is left out: numbers such as A2608-700123
// would make a list of German invoices English.
(dom) => {
  const WORDS = {
    de:
      "der die das und ist sind nicht mit sie ihre ihr wir für auf ein eine einen den dem von zu bei oder auch " +
      "wird werden haben können bitte noch keine im am zur zum aus nach über wenn",
    en:
      "the and is are not with you your we for on an of to by or also will have can please this that no at from " +
      "after about if it be our",
  };
  const SETS = Object.fromEntries(
    Object.entries(WORDS).map(([name, words]) => [name, new Set(words.split(" "))]),
  );
  const LEAST_WORDS = 4;

  const words = (text) => text.toLowerCase().match(/\p{L}+/gu) ?? [];
  // The language of a text, or null when it is too short or too even to tell.
  const languageOf = (text) => {
    const all = words(text);
    const [de, en] = ["de", "en"].map((name) => all.filter((word) => SETS[name].has(word)).length);
    if (Math.max(de, en) < LEAST_WORDS || Math.max(de, en) < 3 * Math.min(de, en)) return null;
    return de > en ? "de" : "en";
  };

  const declared = (element) => (element.closest("[lang]")?.lang ?? "").split("-")[0].toLowerCase();
  const root = document.documentElement;
  // What is not marked as being in another language: a list of German mails does not make its English page German.
  const unmarkedText = (element) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const own = [];
    while (texts.nextNode()) {
      const { parentElement, data } = texts.currentNode;
      if (dom.isRendered(parentElement) && declared(parentElement) === declared(root)) own.push(data);
    }
    return own.join(" ");
  };
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(root.lang)) {
    return [dom.observe(root, `The page does not say its language (lang="${root.lang}").`)];
  }
  const findings = [];
  const whole =
    languageOf(document.title) ?? languageOf(unmarkedText(document.querySelector("main") ?? document.body));
  if (whole && SETS[declared(root)] && whole !== declared(root)) {
    findings.push(dom.observe(root, `The page says lang="${root.lang}", but its text reads as "${whole}".`));
  }
  for (const block of document.body.querySelectorAll(
    "p, li, dd, td, label, legend, h1, h2, h3, h4, summary, figcaption, [role=status], [role=alert]",
  )) {
    const spoken =
      dom.isRendered(block) && !block.querySelector("p, li, dd, td, [lang]")
        ? languageOf(dom.textOf(block))
        : null;
    if (!spoken || spoken === declared(block) || !SETS[declared(block)]) continue;
    if (spoken === whole && declared(block) === declared(root)) continue; // said for the whole page already
    findings.push(
      dom.observe(block, `This text reads as "${spoken}" and is marked as "${declared(block)}".`),
    );
  }
  for (const link of document.body.querySelectorAll("a[hreflang]")) {
    const [target, marked] = [
      link.hreflang.split("-")[0],
      link.querySelector("[lang]")?.lang ?? declared(link),
    ];
    const isItsOwnName = /^(deutsch|english)$/i.test(dom.textOf(link));
    if (isItsOwnName && target !== marked.split("-")[0]) {
      findings.push(
        dom.observe(link, `The name of a language is written in it; mark it with lang="${target}".`),
      );
    }
  }
  return findings;
};
