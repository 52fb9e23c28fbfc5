import { useTrigger } from "./trigger.js";

/** Opens the browser's print dialog when the button named `trigger` is pressed. */
export function Print({ trigger }) {
  useTrigger(trigger, () => print());
  return null;
}
