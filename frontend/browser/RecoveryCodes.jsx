import { announce } from "./announce.js";
import { useShownOnce } from "./shownOnce.js";

const HEADING = "recovery-codes-title";

/** Recovery codes, shown once: to print, to keep as a file, to copy. What is made of them stays in this browser. */
export function RecoveryCodes({ words, fileName, children, ...keeping }) {
  const shown = useShownOnce(keeping);
  if (!shown) return null;
  const { codes } = shown;
  const text = [words.sheet, "", ...codes, "", words.once, ""].join("\r\n");

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      announce(words.copied);
    } catch {
      announce(words.notCopied, { atOnce: true });
    }
  }

  return (
    <section className="card" aria-labelledby={HEADING}>
      <h2 id={HEADING}>{words.title}</h2>
      <p>{words.what}</p>
      <p className="on-paper">{words.sheet}</p>
      <ol className="recovery-codes" aria-label={words.list}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p>{words.once}</p>
      <div className="actions">
        <Button label={words.download} onClick={() => save(text, fileName)} />
        <Button label={words.print} onClick={() => window.print()} />
        <Button label={words.copy} onClick={copy} />
      </div>
      {children}
    </section>
  );
}

function Button({ label, onClick }) {
  return (
    <button type="button" className="kern-btn kern-btn--secondary" onClick={onClick}>
      <span className="kern-label">{label}</span>
    </button>
  );
}

/** A file made here: no server sees it, and nothing is loaded from anywhere. */
function save(text, fileName) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
