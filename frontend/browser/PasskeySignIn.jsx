import { useEffect, useRef } from "react";

import { announce } from "./announce.js";
import { leave } from "./leaving.js";
import { offerSignIn, signIn } from "./passkeys.js";
import { tellProblem } from "./problems.js";
import { useTrigger } from "./trigger.js";

/** Signs in with a passkey: by the button named `trigger`, and by the list below an e-mail field. */
export function PasskeySignIn({ trigger, waiting, then, onDone, onProblem }) {
  const takeBack = useRef(() => {});

  function offer() {
    takeBack.current = offerSignIn(answer);
  }

  function answer({ result, problem }) {
    if (problem) {
      tellProblem(trigger, problem.slug);
      onProblem?.(problem);
    } else {
      onDone?.(result);
      if (then) leave(then);
    }
  }

  useEffect(() => {
    offer();
    return () => takeBack.current();
  }, []);

  useTrigger(trigger, async () => {
    takeBack.current();
    tellProblem(trigger);
    announce(waiting);
    const outcome = await signIn();
    answer(outcome);
    if (outcome.problem) offer();
  });

  return null;
}
