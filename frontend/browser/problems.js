const PROBLEM = "portal:problem";

/**
 * Tells the page that what `source` names has met a problem; without a slug, that it is being tried anew. It stays
 * inside the browser: without a network no other way would work.
 */
export function tellProblem(source, slug = "") {
  window.dispatchEvent(new CustomEvent(PROBLEM, { detail: { source, slug } }));
}

/** Calls `hear({ source, slug })` for each problem, until the returned function is called. */
export function hearProblems(hear) {
  const listener = (event) => hear(event.detail);
  window.addEventListener(PROBLEM, listener);
  return () => window.removeEventListener(PROBLEM, listener);
}
