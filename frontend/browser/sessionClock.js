import { callApi } from "./api.js";
import { hearOtherTabs, tellOtherTabs } from "./session.js";

// Enough to hear what is being said, find the way to a button and press it (WCAG 2.2, 2.2.1 wants 20 seconds at least).
const WARNING_S = 120;

// While there is a warning, how often the server is asked whether somebody is there after all, in whichever tab.
const LOOK_AGAIN_MS = 10_000;

// How often somebody who types or points is noted as being there. The server notes it no more often either.
const NOTE_MS = 60_000;

// Computers sleep and clocks drift: an end that comes earlier than this was not the clock's.
const DRIFT_MS = 5_000;

/**
 * Follows how long the session still lasts, which only the server knows: requests of all tabs count, and a device that
 * slept has missed them. Calls `onWarning({ ends, canStay })` when the end is near, and again while it is, `onCalm()`
 * when it is far, and `onEnd(reason)` when it has come: "idle", "limit", or "ended" from elsewhere.
 *
 * Returns `{ stay, stop }`; `stay` resolves to whether the server has heard it.
 */
export function watchSession({ onWarning, onCalm, onEnd }) {
  let known = null;
  let noted = Date.now();
  let timer = 0;
  let isOver = false;

  const stops = [
    hearOtherTabs("stayed", look),
    listen(document, "visibilitychange", () => document.visibilityState === "visible" && look()),
    listen(window, "online", look),
    listen(document, "keydown", someoneIsThere),
    listen(document, "pointerdown", someoneIsThere),
  ];
  look();
  return { stay, stop };

  async function look() {
    const { result } = await callApi("/api/v1/session/time", { method: "GET" });
    if (isOver) return;
    if (result) take(result);
    else if (known && Date.now() >= known.ends) end();
    else again(LOOK_AGAIN_MS);
  }

  function take({ seconds_left: left, can_stay: canStay }) {
    if (!left) return end();
    known = { ends: Date.now() + 1000 * left, canStay };
    if (left > WARNING_S) {
      onCalm();
      return again(1000 * (left - WARNING_S));
    }
    onWarning(known);
    return again(Math.min(1000 * left, LOOK_AGAIN_MS));
  }

  function end() {
    stop();
    const isOnTime = known && Date.now() > known.ends - DRIFT_MS;
    onEnd(isOnTime ? (known.canStay ? "idle" : "limit") : "ended");
  }

  async function stay() {
    noted = Date.now();
    const { result, problem } = await callApi("/api/v1/session/stay");
    if (isOver) return true;
    if (result) {
      tellOtherTabs("stayed");
      take(result);
    } else if (problem.status === 401) {
      end();
    }
    return Boolean(result) || problem.status === 401;
  }

  // Reading needs no request, and neither does writing a long text: both keep the session alive nevertheless.
  async function someoneIsThere() {
    const isNear = !known || known.ends - Date.now() <= 1000 * WARNING_S;
    if (isNear || !known.canStay || Date.now() - noted < NOTE_MS) return;
    noted = Date.now();
    const { result } = await callApi("/api/v1/session/stay");
    if (result && !isOver) take(result);
  }

  function again(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(look, milliseconds);
  }

  function stop() {
    isOver = true;
    clearTimeout(timer);
    stops.forEach((ending) => ending());
  }
}

function listen(target, event, callback) {
  target.addEventListener(event, callback);
  return () => target.removeEventListener(event, callback);
}
