import { useEffect, useState } from "react";

/**
 * The texts of the page's language, from `{ de: …, en: … }`; null while the page is prerendered, when the language is
 * not known: what surrounds all pages is rendered before the build sets it.
 */
export function useTexts(texts) {
  const [language, setLanguage] = useState(null);
  useEffect(() => setLanguage(document.documentElement.lang), []);
  return language && (texts[language] ?? texts.de);
}
