import { announce } from "./announce.js";
import { tellAnswer } from "./answers.js";
import { callApi } from "./api.js";
import { leave } from "./leaving.js";
import { tellProblem } from "./problems.js";
import { useTrigger } from "./trigger.js";

/** Calls the API when a button named `trigger` is pressed, once at a time. */
export function ApiButton({ trigger, action, method = "POST", body, waiting, then, onDone, onProblem }) {
  useTrigger(trigger, async () => {
    tellProblem(trigger);
    if (waiting) announce(waiting);
    const { result, problem } = await callApi(action, { method, body });
    if (problem) {
      tellProblem(trigger, problem.slug);
      onProblem?.(problem);
      return;
    }
    tellAnswer(trigger, result);
    onDone?.(result ?? {});
    if (then) leave(then);
  });
  return null;
}
