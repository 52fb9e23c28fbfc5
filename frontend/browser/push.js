// Messages on this device (Push API): whether they are shown here, and switching that on and off.

import { callApi } from "./api.js";

const DEVICES = "/api/v1/push/subscriptions";
const READY_MS = 15_000;

let seen = null;

/**
 * How things stand on this device: `{ state, id }`. States: "unsupported", "install" (iOS shows messages of installed
 * apps only), "blocked", "ask" (nobody has asked the person yet), "off" and "on"; with "on" comes the id of the device.
 */
export async function look() {
  if (!isSupported()) return { state: isPhoneOfApple() ? "install" : "unsupported" };
  const id = await comeBy();
  if (Notification.permission === "denied") return { state: "blocked" };
  if (Notification.permission === "default") return { state: "ask" };
  return id ? { state: "on", id } : { state: "off" };
}

/**
 * Tells the server what this browser has found, now that the person is signed in, and returns the device's id. Null if
 * none of their messages are shown here: then what is left of a former subscription goes. Once for each page load.
 */
export function comeBy() {
  seen ??= tellServer().catch(() => null);
  return seen;
}

/** Asks for permission where that is still needed, and switches messages on. Returns `{ state, id }` or `{ problem }`. */
export async function switchOn() {
  // Before anything else is waited for: browsers let only a press ask.
  if ((await Notification.requestPermission()) !== "granted") {
    seen = null;
    return look();
  }
  const { result: ours, problem } = await callApi("/api/v1/push/key", { method: "GET" });
  if (problem) return { problem };
  let subscription;
  try {
    subscription = await subscribe(ours.key);
  } catch {
    return { problem: { slug: "push-failed" } };
  }
  const { endpoint, keys } = subscription.toJSON();
  const added = await callApi(DEVICES, { body: { endpoint, p256dh: keys.p256dh, auth: keys.auth } });
  if (added.problem) {
    await forget(subscription);
    return { problem: added.problem };
  }
  seen = Promise.resolve(added.result.id);
  return { state: "on", id: added.result.id };
}

/** Switches messages off. Returns `{ state }` or `{ problem }`. */
export async function switchOff(id) {
  const { problem } = await callApi(`${DEVICES}/${id}`, { method: "DELETE" });
  // Somebody else may have removed this device meanwhile: then it is so already.
  if (problem && problem.slug !== "not-found") return { problem };
  seen = null;
  await forget(await subscriptionHere());
  return { state: "off" };
}

async function tellServer() {
  const subscription = await subscriptionHere();
  const key = encoded(subscription?.options.applicationServerKey);
  const body = { endpoint: subscription?.endpoint ?? "", key };
  const { result, problem } = await callApi(`${DEVICES}/current`, { method: "PUT", body });
  if (problem) return null;
  if (!result.id) await forget(subscription);
  return result.id;
}

async function subscriptionHere() {
  const registration = await navigator.serviceWorker?.getRegistration();
  return registration?.pushManager?.getSubscription();
}

async function subscribe(key) {
  await navigator.serviceWorker.register("/sw.js");
  const { pushManager } = await inTime(navigator.serviceWorker.ready);
  const wish = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return await inTime(pushManager.subscribe(wish));
  } catch (error) {
    if (error.name !== "InvalidStateError") throw error;
    // There is a subscription for a key that the portal had before.
    await forget(await pushManager.getSubscription());
    return inTime(pushManager.subscribe(wish));
  }
}

async function forget(subscription) {
  // Without a network the push service keeps it; the server sends nothing there any more.
  await subscription?.unsubscribe().catch(() => false);
}

/** A worker that cannot be installed, or a push service that does not answer, would keep the button waiting for ever. */
function inTime(promise) {
  const late = new Promise((_, reject) => setTimeout(reject, READY_MS, new Error("too late")));
  return Promise.race([promise, late]);
}

function isSupported() {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

function isPhoneOfApple() {
  const { userAgent, maxTouchPoints } = navigator;
  // Tablets say that they are a Macintosh, which has no touch screen.
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}

function encoded(buffer) {
  const text = String.fromCharCode(...new Uint8Array(buffer ?? []));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
