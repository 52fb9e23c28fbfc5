import { useState } from "react";

let uploads = 0;

/**
 * A native file input whose files go straight to the API, each with a bar of its own.
 *
 * `texts` holds the words in the language of the page, `problems` a sentence for each problem type of the API.
 */
export function FileUpload({ action, name, maxBytes, texts, problems = {}, onDone, onProblem, ...input }) {
  const [files, setFiles] = useState([]);
  const [news, setNews] = useState("");

  function change(id, facts) {
    setFiles((known) => known.map((file) => (file.id === id ? { ...file, ...facts } : file)));
  }

  function start(file) {
    const id = uploads++;
    const entry = { id, name: file.name, share: 0, state: "sending" };
    if (maxBytes && file.size > maxBytes) {
      setFiles((known) => [...known, entry]);
      return fail(entry, { type: "/problems/too-large" });
    }
    const request = new XMLHttpRequest();
    setFiles((known) => [...known, { ...entry, cancel: () => request.abort() }]);
    request.upload.onprogress = ({ loaded, total }) => change(id, { share: Math.round((100 * loaded) / total) });
    request.onload = () => (request.status < 300 ? succeed(entry, request) : fail(entry, problemOf(request)));
    request.onerror = () => fail(entry, { type: "/problems/no-connection" });
    request.onabort = () => setFiles((known) => known.filter((other) => other.id !== id));
    request.open("POST", action);
    request.setRequestHeader("Accept", "application/json");
    const form = new FormData();
    form.append(name, file);
    request.send(form);
  }

  function succeed(entry, request) {
    change(entry.id, { state: "done", share: 100, cancel: null });
    setNews(`${entry.name}: ${texts.done}`);
    onDone?.(parsed(request.responseText) ?? {});
  }

  function fail(entry, problem) {
    const sentence = problems[problem.type?.split("/").pop()] ?? texts.failed;
    change(entry.id, { state: "failed", sentence, cancel: null });
    setNews(`${entry.name}: ${sentence}`);
    onProblem?.(problem);
  }

  function chosen(event) {
    [...event.target.files].forEach(start);
    // The same file can be chosen once more after a failure.
    event.target.value = "";
  }

  return (
    <div className="upload">
      <input type="file" {...input} onChange={chosen} />
      <ul className="upload-files" hidden={!files.length}>
        {files.map((file) => (
          <li key={file.id} className="meter">
            <File file={file} texts={texts} />
          </li>
        ))}
      </ul>
      <p className="unseen" role="status">
        {news}
      </p>
    </div>
  );
}

function File({ file, texts }) {
  const words = { sending: `${file.share} %`, done: texts.done, failed: file.sentence }[file.state];
  return (
    <>
      <div className="meter-words">
        <span>{file.name}</span>
        <span className={file.state === "failed" ? "error" : "muted"}>{words}</span>
      </div>
      {file.state === "sending" && <progress aria-label={file.name} value={file.share} max={100} />}
      {file.cancel && (
        <button type="button" className="kern-btn kern-btn--tertiary" onClick={file.cancel}>
          <span className="kern-label">
            {texts.cancel}
            <span className="unseen">: {file.name}</span>
          </span>
        </button>
      )}
    </>
  );
}

function problemOf(request) {
  return parsed(request.responseText) ?? { type: "/problems/unknown", status: request.status };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
