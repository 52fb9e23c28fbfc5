import { useShownOnce } from "./shownOnce.js";

const HEADING = "app-secret-title";

/** What an authenticator app needs: a picture to scan, a link for an app on this device, the secret to type. */
export function AppSecret({ words, children, ...keeping }) {
  const setup = useShownOnce(keeping);
  if (!setup) return null;
  const size = setup.qr_size;
  return (
    <section className="card" aria-labelledby={HEADING}>
      <h2 id={HEADING}>{words.title}</h2>
      <p>{words.scan}</p>
      <figure className="qr">
        <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={words.picture}>
          <path d={setup.qr_path} />
        </svg>
      </figure>
      <p>
        <a className="link link-alone" href={setup.address}>
          {words.open}
        </a>
      </p>
      <p>{words.type}</p>
      <p className="secret">
        <code>{inGroups(setup.secret)}</code>
      </p>
      {children}
    </section>
  );
}

function inGroups(secret) {
  return secret.match(/.{1,4}/g).join(" ");
}
