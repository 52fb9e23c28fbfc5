import { useEffect } from "react";

import { leave } from "./leaving.js";

/** Goes to `to` with a full page load as soon as it is not empty. */
export function Leave({ to }) {
  useEffect(() => {
    if (to) leave(to);
  }, [to]);
  return null;
}
