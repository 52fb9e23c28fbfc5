import { useEffect } from "react";

import { callApi } from "./api.js";

// The API sets it beside the cookie that really counts, which no script can read.
const MARK = "service-waits=1";

/** Tells what waits in this browser to be linked with the signed-in account. Asks the API only where something does. */
export function PendingLink({ onFound }) {
  useEffect(() => {
    if (!document.cookie.split("; ").includes(MARK)) return;
    callApi("/api/v1/oidc/pending-link", { method: "GET" }).then(({ result }) => result && onFound?.(result));
  }, []);
  return null;
}
