// One lock for all tabs: a list that was fetched before a passkey was made would have that passkey forgotten.
const LOCK = "passkeys";

const ANSWER_MS = 5_000;

/**
 * Tells what keeps the person's passkeys (Google Password Manager, iCloud Keychain …) which of them still work here,
 * and under which name, so that it offers no removed ones and shows no old address (WebAuthn Level 3, 5.1.10). Says
 * nothing where nobody is signed in, the browser cannot pass it on, or a passkey is being made just now; what does not
 * arrive now arrives next time.
 */
export async function tellAuthenticators() {
  if (!globalThis.PublicKeyCredential?.signalAllAcceptedCredentials || !navigator.locks) return;
  await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => lock && tell());
}

/** Makes a passkey by `work`, while no authenticator is told anything. */
export function withoutSignals(work) {
  return navigator.locks ? navigator.locks.request(LOCK, work) : work();
}

/** Tells the device that the portal does not know this passkey, so that it is not offered again. */
export function forgetPasskey(rpId, credentialId) {
  globalThis.PublicKeyCredential?.signalUnknownCredential?.({ rpId, credentialId }).catch(() => {});
}

async function tell() {
  const accepted = await acceptedPasskeys();
  if (!accepted) return;
  const { rp_id: rpId, user_id: userId, name, display_name: displayName, credential_ids: ids } = accepted;
  await Promise.allSettled([
    PublicKeyCredential.signalAllAcceptedCredentials({ rpId, userId, allAcceptedCredentialIds: ids }),
    PublicKeyCredential.signalCurrentUserDetails({ rpId, userId, name, displayName }),
  ]);
}

async function acceptedPasskeys() {
  try {
    const response = await fetch("/api/v1/passkeys/accepted", {
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
