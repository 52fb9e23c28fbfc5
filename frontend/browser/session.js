const CHANNEL = "portal-session";

/** Tell the other tabs what has become of the session: "signed-out", "signed-in" or "stayed". */
export function tellOtherTabs(news) {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(news);
  channel.close();
}

/** Calls back when another tab tells this; returns a function that ends it. */
export function hearOtherTabs(news, callback) {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => data === news && callback();
  return () => channel.close();
}

/** Tell the other tabs that the session has ended. */
export function tellSignedOut() {
  tellOtherTabs("signed-out");
}

/** Calls back when another tab has signed out; returns a function that ends it. */
export function onSignedOut(callback) {
  return hearOtherTabs("signed-out", callback);
}
