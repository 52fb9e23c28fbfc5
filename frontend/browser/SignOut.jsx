import { announce } from "./announce.js";
import { callApi } from "./api.js";
import { leaveNothingBehind } from "./leaving.js";
import { tellSignedOut } from "./session.js";
import { useTrigger } from "./trigger.js";

/** Signs out when a button named `trigger` is pressed, in this tab and in all others. */
export function SignOut({ trigger, then, failed }) {
  useTrigger(trigger, async () => {
    const { problem } = await callApi("/api/v1/sign-out");
    if (problem) {
      announce(failed, { atOnce: true });
      return;
    }
    tellSignedOut();
    leaveNothingBehind(then);
  });
  return null;
}
