// Resolves to null when the page is at rest, or to what it is still waiting for.
async (dom, { timeout, quiet, staysBusy }) => {
  const started = performance.now();
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  let changed = started;
  let last = null;
  const observer = new MutationObserver((records) => {
    changed = performance.now();
    last = records.at(-1).target;
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  const busy = () => !staysBusy && [...document.querySelectorAll("[aria-busy=true]")].find(dom.isRendered);
  const waitingFor = () => {
    if (document.fonts.status !== "loaded") return "fonts are loading";
    if (busy()) return `busy: ${dom.selectorOf(busy())}`;
    const heading = document.querySelector("h1");
    if (heading && !heading.textContent.trim()) return "the h1 is empty";
    if (performance.now() - changed < quiet)
      return `keeps changing: ${dom.selectorOf(last?.closest?.("*") ?? last?.parentElement ?? document.body)}`;
    return null;
  };

  try {
    let waiting = waitingFor();
    while (waiting && performance.now() - started < timeout) {
      await pause(15);
      waiting = waitingFor();
    }
    dom.finishTransitions();
    return waiting;
  } finally {
    observer.disconnect();
  }
};
