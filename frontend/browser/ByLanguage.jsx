import { Children } from "react";

import { useTexts } from "./language.js";

/** Shows its first child in German pages and its second in English ones. For what surrounds pages of both. */
export function ByLanguage({ children }) {
  const [de, en] = Children.toArray(children);
  return useTexts({ de, en });
}
