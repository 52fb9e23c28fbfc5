import { useEffect } from "react";

import { leave, leaveNothingBehind } from "./leaving.js";

/** Goes to `to` with a full page load as soon as it is not empty; with `leavesNothing`, as `leaveNothingBehind` does. */
export function Leave({ to, leavesNothing }) {
  useEffect(() => {
    if (to) (leavesNothing ? leaveNothingBehind : leave)(to);
  }, [to, leavesNothing]);
  return null;
}
