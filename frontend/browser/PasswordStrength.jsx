import { useEffect, useState } from "react";

import { callApi } from "./api.js";

// Nobody wants to hear of every letter: only when somebody pauses.
const PAUSE_MS = 700;

/** Says of the password in the field with the id `field` whether it is good enough, and if not, why. */
export function PasswordStrength({ field, words }) {
  const [said, setSaid] = useState({ kind: "", text: "" });

  useEffect(() => {
    let pause = 0;
    let asked = 0;

    async function rate(password) {
      asked += 1;
      const mine = asked;
      const { result } = await callApi("/api/v1/password/strength", { body: { password } });
      // Without an answer nothing is said: the password is looked at again when it is sent.
      if (mine !== asked || !result) return;
      setSaid(result.accepted ? { kind: "good", text: words.good } : { kind: "weak", text: words[result.advice] });
    }

    function onInput(event) {
      if (event.target.id !== field) return;
      clearTimeout(pause);
      const password = event.target.value;
      if (password) {
        pause = setTimeout(rate, PAUSE_MS, password);
      } else {
        asked += 1;
        setSaid({ kind: "", text: "" });
      }
    }

    document.addEventListener("input", onInput);
    return () => {
      clearTimeout(pause);
      document.removeEventListener("input", onInput);
    };
  }, [field]);

  return (
    <p id={`${field}-strength`} role="status" className="strength" data-kind={said.kind}>
      {said.text}
    </p>
  );
}
