import { announce } from "./announce.js";
import { useTrigger } from "./trigger.js";

/** Copies `text` when a button named `trigger` is pressed, and says so. */
export function Copy({ trigger, text, copied, failed }) {
  useTrigger(trigger, async () => {
    try {
      await navigator.clipboard.writeText(text);
      announce(copied);
    } catch {
      announce(failed, { atOnce: true });
    }
  });
  return null;
}
