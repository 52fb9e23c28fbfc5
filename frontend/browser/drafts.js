import { fill, keptControls, valuesOf } from "./formFields.js";

/** What a form raises when it has been sent: nothing of it need be kept any longer. */
export const SENT = "portal:sent";

// After the last key: a computer that falls asleep, or a session that is ended elsewhere, gives no warning.
const PAUSE_MS = 1_500;

const followed = new Set();

/** Keep what has been typed into forms with a draft and is not kept yet. Resolves when it is. */
export function saveDrafts() {
  return Promise.all([...followed].map((draft) => draft.save()));
}

/** Whether somebody has typed something into a form with a draft, and not sent it. */
export function isAnythingTyped() {
  return [...followed].some((draft) => draft.isTyped());
}

/**
 * Keeps what is typed into a form on the server, under `key`, for the person who is signed in and nobody else. Nothing
 * of it stays in the browser. `onSent` is called when the form has been sent and the draft is gone.
 */
export function followForm(form, key, onSent) {
  const address = `/api/v1/drafts/${key}`;
  let isTyped = false;
  let isFilling = false;
  let kept = "";
  let recalled = null;
  let timer = 0;
  // One after the other: a draft that is being saved must not come after its own end.
  let queue = Promise.resolve();
  const filled = new WeakSet();
  const observer = new MutationObserver(fillNewControls);
  const draft = { save, recall, discard, stop, isTyped: () => isTyped };

  form.addEventListener("input", typed);
  form.addEventListener(SENT, sent);
  document.addEventListener("visibilitychange", save);
  observer.observe(form, { childList: true, subtree: true });
  followed.add(draft);
  return draft;

  function typed() {
    if (isFilling) return;
    isTyped = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  }

  function save() {
    clearTimeout(timer);
    const fields = valuesOf(form);
    const now = JSON.stringify(fields);
    if (!isTyped || now === kept) return queue;
    kept = now;
    return send("PUT", { fields });
  }

  /** What was typed earlier, put into the fields; null if nothing was. */
  async function recall() {
    const { draft: found } = (await send("GET")) ?? {};
    if (!found || isTyped) return null;
    recalled = found.fields;
    fillNewControls();
    kept = JSON.stringify(valuesOf(form));
    return found;
  }

  /** Controls that come later, with values of their own, are part of the same form. */
  function fillNewControls() {
    if (!recalled) return;
    const controls = keptControls(form).filter((control) => !filled.has(control));
    controls.forEach((control) => filled.add(control));
    isFilling = true;
    fill(controls, recalled);
    isFilling = false;
  }

  function discard() {
    form.reset();
    return forget();
  }

  async function sent() {
    await forget();
    onSent();
  }

  function forget() {
    clearTimeout(timer);
    [isTyped, recalled, kept] = [false, null, ""];
    return send("DELETE");
  }

  function stop() {
    save();
    observer.disconnect();
    form.removeEventListener("input", typed);
    form.removeEventListener(SENT, sent);
    document.removeEventListener("visibilitychange", save);
    followed.delete(draft);
  }

  /** Without a network or a session nothing is kept; the page says so in its own places. */
  function send(method, body) {
    const request = {
      method,
      // The page may be left at this moment.
      keepalive: true,
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      body: body && JSON.stringify(body),
    };
    queue = queue.then(async () => {
      const response = await fetch(address, request).catch(() => null);
      return response?.ok && response.status === 200 ? response.json() : null;
    });
    return queue;
  }
}
