import { announce } from "./announce.js";
import { callApi } from "./api.js";
import { leaveNothingBehind } from "./leaving.js";
import { tellProblem } from "./problems.js";
import { tellSignedOut } from "./session.js";
import { useTrigger } from "./trigger.js";

/**
 * Goes to another service when a button named `trigger` is pressed; the button's value says to which. The API says
 * where exactly, so no address of the service stands in the page.
 */
export function OtherService({ trigger, step, language, waiting }) {
  useTrigger(trigger, async (button) => {
    tellProblem(trigger);
    announce(waiting);
    const body = { language };
    if (step === "sign-in") body.next = new URLSearchParams(location.search).get("next") ?? "";
    const { result, problem } = await callApi(`/api/v1/oidc/${button.value}/${step}`, { body });
    if (problem) tellProblem(trigger, problem.slug);
    else if (step === "sign-out") leaveSignedOut(result.address);
    else location.assign(result.address);
  });
  return null;
}

function leaveSignedOut(address) {
  // Told any earlier, this tab would hear of it too, and go to the start page like the others.
  addEventListener("pagehide", tellSignedOut, { once: true });
  leaveNothingBehind(address);
}
