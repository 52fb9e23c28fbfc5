import { useEffect, useRef, useState } from "react";

import { announce } from "./announce.js";
import { callApi } from "./api.js";
import { stepUp } from "./passkeys.js";

const TITLE = "step-up-title";

/**
 * A modal question with every way that this account has to prove itself. What stands in the page below stays as it is.
 * The browser gives the focus back to where it was.
 */
export default function StepUpDialog({ words, onDone }) {
  const dialog = useRef(null);
  const hasProven = useRef(false);
  const [ways, setWays] = useState(null);
  const [problem, setProblem] = useState({ slug: "" });

  useEffect(() => {
    dialog.current.showModal();
    dialog.current.querySelector("h2").focus();
    callApi("/api/v1/step-up", { method: "GET" }).then(({ result, problem: refusal }) => {
      if (refusal) setProblem(refusal);
      setWays(result ?? {});
    });
  }, []);

  /** Takes the outcome of one way: done, or why not. */
  function take({ result, problem: refusal }) {
    setProblem(refusal ?? { slug: "" });
    if (!result) return;
    hasProven.current = true;
    announce(words.confirmed);
    dialog.current.close();
  }

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={TITLE} onClose={() => onDone(hasProven.current)}>
      <div className="dialog-head">
        <h2 id={TITLE} tabIndex={-1}>
          {words.title}
        </h2>
      </div>
      <p>{words.why}</p>
      <Problem problem={problem} words={words} />
      {ways?.passkey && <Passkey words={words} onOutcome={take} />}
      {ways?.app && <AppCode words={words} onOutcome={take} />}
      {ways?.email_code && <EmailCode words={words} onOutcome={take} onProblem={setProblem} />}
      <div className="actions">
        <button type="button" className="kern-btn kern-btn--tertiary" onClick={() => dialog.current.close()}>
          <span className="kern-label">{words.cancel}</span>
        </button>
      </div>
    </dialog>
  );
}

function Problem({ problem, words }) {
  const box = useRef(null);
  useEffect(() => {
    if (problem.slug) box.current.focus();
  }, [problem]);
  if (!problem.slug) return null;
  return (
    <div ref={box} className="alert alert-danger" role="alert" tabIndex={-1}>
      <p>{words.problems[problem.slug] ?? words.problems.unknown}</p>
    </div>
  );
}

function Passkey({ words, onOutcome }) {
  const [isBusy, setBusy] = useState(false);

  async function ask() {
    if (isBusy) return;
    setBusy(true);
    announce(words.waiting);
    onOutcome(await stepUp());
    setBusy(false);
  }

  return (
    <button type="button" className="kern-btn kern-btn--primary" aria-disabled={isBusy} onClick={ask}>
      <span className="kern-label">{words.passkey}</span>
    </button>
  );
}

/** A code from the authenticator app, or a recovery code in its place. */
function AppCode({ words, onOutcome }) {
  return (
    <CodeForm
      label={words.appCode}
      hint={words.appHint}
      submit={words.submit}
      inputMode="text"
      onSubmit={async (code) => onOutcome(await callApi("/api/v1/step-up/second-factor", { body: { code } }))}
    />
  );
}

function EmailCode({ words, onOutcome, onProblem }) {
  const [requestId, setRequestId] = useState("");

  async function request() {
    const language = document.documentElement.lang;
    const { result, problem } = await callApi("/api/v1/step-up/code/request", { body: { language } });
    onProblem(problem ?? { slug: "" });
    if (!result) return;
    setRequestId(result.request_id);
    announce(words.sent);
  }

  if (!requestId) {
    return (
      <button type="button" className="kern-btn kern-btn--primary" onClick={request}>
        <span className="kern-label">{words.send}</span>
      </button>
    );
  }
  return (
    <CodeForm
      label={words.code}
      hint={words.sent}
      submit={words.submit}
      onSubmit={async (code) =>
        onOutcome(await callApi("/api/v1/step-up/code", { body: { request_id: requestId, code } }))
      }
    />
  );
}

/** One field for a code, and its button. */
export function CodeForm({ label, hint, submit, onSubmit, inputMode = "numeric" }) {
  const field = useRef(null);
  const isSending = useRef(false);

  useEffect(() => field.current.focus(), []);

  async function send(event) {
    event.preventDefault();
    if (isSending.current) return;
    isSending.current = true;
    await onSubmit(field.current.value);
    isSending.current = false;
  }

  return (
    <form noValidate onSubmit={send}>
      <div className="kern-form-input">
        <label htmlFor="step-up-code" className="kern-label">
          {label}
        </label>
        <p id="step-up-code-hint" className="hint">
          {hint}
        </p>
        <input
          ref={field}
          id="step-up-code"
          name="code"
          type="text"
          inputMode={inputMode}
          autoComplete="one-time-code"
          aria-required="true"
          aria-describedby="step-up-code-hint"
          className="kern-form-input__input code"
        />
      </div>
      <button type="submit" className="kern-btn kern-btn--primary">
        <span className="kern-label">{submit}</span>
      </button>
    </form>
  );
}
