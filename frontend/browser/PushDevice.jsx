import { useEffect, useRef, useState } from "react";

import { announce } from "./announce.js";
import { tellProblem } from "./problems.js";
import { look, switchOff, switchOn } from "./push.js";
import { useTrigger } from "./trigger.js";

/** Whether messages are shown on this device, in words, and the button that changes it. Problems go by `trigger`. */
export function PushDevice({ trigger, words, onChanged }) {
  const [here, setHere] = useState({ state: "" });
  const said = useRef(null);

  useEffect(() => {
    let isThere = true;
    look().then((found) => {
      if (!isThere) return;
      setHere(found);
      // Looking has told the server which of the devices this one is, or that it is none any more.
      onChanged?.();
    });
    return () => {
      isThere = false;
    };
  }, []);

  useTrigger(trigger, async () => {
    tellProblem(trigger);
    const { problem, ...found } = here.state === "on" ? await switchOff(here.id) : await switchOn();
    if (problem) {
      tellProblem(trigger, problem.slug);
      return;
    }
    setHere(found);
    announce(words[found.state]);
    if (!labelOf(found.state, words)) said.current.focus();
    onChanged?.();
  });

  const label = labelOf(here.state, words);
  return (
    <>
      <p ref={said} tabIndex={-1} data-push={here.state}>
        {words[here.state || "checking"]}
      </p>
      {label && (
        <div className="actions">
          <button type="button" name={trigger} className="kern-btn kern-btn--secondary">
            <span className="kern-label">{label}</span>
          </button>
        </div>
      )}
    </>
  );
}

// One button all the time, so that it keeps the focus when its words change.
function labelOf(state, words) {
  if (state === "on") return words.switchOff;
  return state === "ask" || state === "off" ? words.switchOn : "";
}
