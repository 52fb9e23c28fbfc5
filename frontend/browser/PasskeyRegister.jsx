import { announce } from "./announce.js";
import { leave } from "./leaving.js";
import { register } from "./passkeys.js";
import { tellProblem } from "./problems.js";
import { useTrigger } from "./trigger.js";

/**
 * Makes a passkey when the button named `trigger` is pressed, called as the field named `nameField` says; with `action`
 * at another address than that for signed-in people, which gets `proof` too.
 */
export function PasskeyRegister({ trigger, waiting, nameField, action, proof, then, onDone, onProblem }) {
  useTrigger(trigger, async (button) => {
    tellProblem(trigger);
    announce(waiting);
    const { result, problem } = await register(nameIn(button, nameField), { path: action, proof });
    if (problem) {
      tellProblem(trigger, problem.slug);
      onProblem?.(problem);
    } else {
      onDone?.(result);
      if (then) leave(then);
    }
  });
  return null;
}

function nameIn(button, nameField) {
  const field = nameField && (button.form?.elements[nameField] ?? document.getElementsByName(nameField)[0]);
  return field?.value ?? "";
}
