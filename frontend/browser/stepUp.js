const ASK = "portal:step-up";

let asking = null;

/**
 * Asks the person to prove who they are, in place. Resolves to true when they have, to false when they would rather
 * not. Whoever asks while the question stands gets the same answer.
 */
export function askStepUp() {
  asking ??= new Promise((resolve) => {
    const isHeard = !window.dispatchEvent(new CustomEvent(ASK, { detail: resolve, cancelable: true }));
    if (!isHeard) resolve(false);
  }).finally(() => {
    asking = null;
  });
  return asking;
}

/** Calls `hear(answer)` for each question; returns a function that ends it. */
export function hearStepUp(hear) {
  const listener = (event) => {
    event.preventDefault();
    hear(event.detail);
  };
  window.addEventListener(ASK, listener);
  return () => window.removeEventListener(ASK, listener);
}
