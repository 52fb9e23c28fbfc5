import { useEffect } from "react";

import { callApi } from "./api.js";
import { leave } from "./leaving.js";
import { hearOtherTabs } from "./session.js";

/** Goes on to `to` once somebody has signed in in another tab of this browser; `atOnce` if that was before. */
export function Resume({ to, atOnce }) {
  useEffect(() => {
    if (!to) return undefined;
    async function look() {
      const { result } = await callApi("/api/v1/session/time", { method: "GET" });
      if (result?.seconds_left) leave(to);
    }
    if (atOnce) look();
    return hearOtherTabs("signed-in", look);
  }, [to, atOnce]);
  return null;
}
