const EVENT = "portal:announce";

/** Have screen readers say something: politely, when they have finished, or at once. `Announcer` speaks it. */
export function announce(text, { atOnce = false } = {}) {
  document.dispatchEvent(new CustomEvent(EVENT, { detail: { text, atOnce } }));
}

/** Calls back with `{ text, atOnce }` for each announcement; returns a function that ends it. */
export function onAnnouncement(callback) {
  const listener = (event) => callback(event.detail);
  document.addEventListener(EVENT, listener);
  return () => document.removeEventListener(EVENT, listener);
}
