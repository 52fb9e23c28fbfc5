/**
 * Tells what keeps the person's passkeys (Google Password Manager, iCloud Keychain …) which of them still work here,
 * and under which name, so that it offers no removed ones and shows no old address (WebAuthn Level 3, 5.1.10). Says
 * nothing where nobody is signed in or the browser cannot pass it on; what does not arrive now arrives next time.
 */
export async function tellAuthenticators() {
  const credentials = globalThis.PublicKeyCredential;
  if (!credentials?.signalAllAcceptedCredentials) return;
  const accepted = await acceptedPasskeys();
  if (!accepted) return;
  const account = { rpId: accepted.rp_id, userId: accepted.user_id };
  await Promise.allSettled([
    credentials.signalAllAcceptedCredentials({ ...account, allAcceptedCredentialIds: accepted.credential_ids }),
    credentials.signalCurrentUserDetails({ ...account, name: accepted.name, displayName: accepted.display_name }),
  ]);
}

/** Tells the device that the portal does not know this passkey, so that it is not offered again. */
export function forgetPasskey(rpId, credentialId) {
  globalThis.PublicKeyCredential?.signalUnknownCredential?.({ rpId, credentialId }).catch(() => {});
}

async function acceptedPasskeys() {
  try {
    const response = await fetch("/api/v1/passkeys/accepted", { headers: { Accept: "application/json" } });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
