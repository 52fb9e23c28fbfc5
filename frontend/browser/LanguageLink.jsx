import { useEffect, useState } from "react";
import { useLocation, useParams } from "react-router";

/** A link to this page in another language. `address` may name parameters of this page: `/en/invoices/[id]`. */
export function LanguageLink({ address, language, children, ...link }) {
  const parameters = useParams();
  const { search } = useLocation();
  // The prerendered page knows neither parameters nor search.
  const [href, setHref] = useState(address);
  useEffect(() => {
    setHref(address.replace(/\[(\w+)\]/g, (_, name) => parameters[name] ?? "") + search);
  }, [address, parameters, search]);
  return (
    <a {...link} href={href} lang={language} hrefLang={language}>
      {children}
    </a>
  );
}
