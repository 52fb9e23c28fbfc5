const ANSWER = "portal:answer";

/**
 * Tells the page what the API has answered to `source`. It stays inside the browser: what is shown once, such as
 * recovery codes, must not be kept in page state.
 */
export function tellAnswer(source, result) {
  window.dispatchEvent(new CustomEvent(ANSWER, { detail: { source, result } }));
}

/** Calls `hear({ source, result })` for each answer, until the returned function is called. */
export function hearAnswers(hear) {
  const listener = (event) => hear(event.detail);
  window.addEventListener(ANSWER, listener);
  return () => window.removeEventListener(ANSWER, listener);
}
