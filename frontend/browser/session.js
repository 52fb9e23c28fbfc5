const CHANNEL = "portal-session";

/** Tell the other tabs that the session has ended. */
export function tellSignedOut() {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("signed-out");
  channel.close();
}

/** Calls back when another tab has signed out; returns a function that ends it. */
export function onSignedOut(callback) {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = callback;
  return () => channel.close();
}
