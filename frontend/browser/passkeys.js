import {
  WebAuthnAbortService,
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";

import { callApi, problem } from "./api.js";
import { forgetPasskey, withoutSignals } from "./signals.js";

// The server forgets a challenge after five minutes; an offer in the address field must not outlive it.
const OFFER_MS = 4 * 60_000;

// Who changes their mind is offered passkeys again, but a browser that refuses each offer is not asked for ever.
const MOST_REFUSALS = 3;

/** Ask for a passkey and sign in with it. Returns `{ result }` or `{ problem }`. */
export async function signIn() {
  return ceremony("/api/v1/sign-in/passkey", (options) => startAuthentication({ optionsJSON: options }));
}

/** Prove with a passkey that the signed-in person is there. Returns `{ result }` or `{ problem }`. */
export async function stepUp() {
  return ceremony("/api/v1/step-up/passkey", (options) => startAuthentication({ optionsJSON: options }));
}

/**
 * Make a passkey: for the signed-in person, or at another `path` for whom the `proof` says. Returns `{ result }` or
 * `{ problem }`.
 */
export async function register(name, { path = "/api/v1/passkeys", proof = {} } = {}) {
  const ask = (options) => startRegistration({ optionsJSON: options });
  return withoutSignals(() => ceremony(path, ask, { extra: { name, ...proof }, proof }));
}

/**
 * Offers passkeys in the list that a browser shows below an e-mail field, until the returned function is called.
 * `onAnswer` hears of what was chosen there; while nobody chooses anything, nothing is reported.
 */
export function offerSignIn(onAnswer) {
  let isOn = true;
  let refusals = 0;
  offer();
  return () => {
    isOn = false;
    WebAuthnAbortService.cancelCeremony();
  };

  async function offer() {
    if (!(await browserSupportsWebAuthnAutofill())) return;
    while (isOn && document.querySelector("input[autocomplete$='webauthn']")) {
      const answer = await offerOnce();
      if (!isOn) return;
      if (answer) onAnswer(answer);
      isOn = !answer?.result && refusals < MOST_REFUSALS;
    }
  }

  async function offerOnce() {
    const { result: challenge } = await callApi("/api/v1/sign-in/passkey/options");
    if (!challenge || !isOn) {
      isOn = false;
      return null;
    }
    const renewal = setTimeout(() => WebAuthnAbortService.cancelCeremony(), OFFER_MS);
    try {
      const credential = await startAuthentication({ optionsJSON: challenge.options, useBrowserAutofill: true });
      const answer = await verify("/api/v1/sign-in/passkey", challenge, credential);
      if (answer.problem) refusals += 1;
      return answer;
    } catch (error) {
      // Aborted means that the offer was renewed or taken back by ourselves.
      if (error.code !== "ERROR_CEREMONY_ABORTED") refusals += 1;
      return null;
    } finally {
      clearTimeout(renewal);
    }
  }
}

async function ceremony(path, ask, { extra, proof } = {}) {
  if (!browserSupportsWebAuthn()) return { problem: problem("not-supported") };
  const { result: challenge, problem: refusal } = await callApi(`${path}/options`, { body: proof });
  if (refusal) return { problem: refusal };
  const started = performance.now();
  try {
    return await verify(path, challenge, await ask(challenge.options), extra);
  } catch (error) {
    return { problem: problem(slugOf(error, performance.now() - started, challenge.options.timeout)) };
  }
}

async function verify(path, { challenge_id, options }, credential, extra) {
  const answer = await callApi(path, { body: { challenge_id, credential, ...extra } });
  if (isGoneForGood(answer.problem)) forgetPasskey(options.rpId, credential.id);
  return answer;
}

/** A removed passkey can be given back for a week. A device that was told to forget it by then would have lost it. */
function isGoneForGood(refusal) {
  if (refusal?.slug === "passkey-removed") return !refusal.parameters.may_return;
  return refusal?.slug === "unknown-credential";
}

/** Browsers say too little on purpose: NotAllowedError stands for a person who cancelled and for a time that ran out. */
function slugOf(error, elapsed, timeout) {
  const name = error.cause?.name ?? error.name;
  if (name === "InvalidStateError") return "passkey-exists";
  if (name === "NotAllowedError") return timeout && elapsed >= 0.95 * timeout ? "timed-out" : "cancelled";
  if (name === "AbortError") return "cancelled";
  if (["NotSupportedError", "ConstraintError", "SecurityError"].includes(name)) return "not-supported";
  return "passkey-failed";
}
