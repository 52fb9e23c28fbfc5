import { useRef } from "react";

import { announce } from "./announce.js";
import { tellAnswer } from "./answers.js";
import { callApi } from "./api.js";
import { SENT } from "./drafts.js";
import { leave } from "./leaving.js";
import { tellProblem } from "./problems.js";
import { markBusy } from "./trigger.js";

/**
 * A form that is sent to the API as JSON: one text for each field, a list for a name that occurs several times, and
 * the values of `extra`. `contact.name` is the field `name` of an object `contact`. It is sent once at a time, and
 * what has been typed stays in the fields. A submit button may name another address.
 */
export function ApiForm({ action, method = "POST", extra, waiting, then, onDone, onProblem, children, ...form }) {
  const isSending = useRef(false);

  async function send(event) {
    event.preventDefault();
    if (isSending.current) return;
    isSending.current = true;
    const address = event.nativeEvent.submitter?.dataset.sendsTo ?? action;
    tellProblem(address);
    const sent = event.currentTarget;
    const free = markBusy([...sent.querySelectorAll("button[type=submit]")]);
    if (waiting) announce(waiting);
    const { result, problem } = await callApi(address, { method, body: { ...fieldsOf(sent), ...extra } });
    isSending.current = false;
    free();
    if (problem) {
      tellProblem(address, problem.slug);
      onProblem?.(problem);
      return;
    }
    sent.dispatchEvent(new Event(SENT));
    tellAnswer(address, result);
    onDone?.(result ?? {});
    if (then) leave(then);
  }

  return (
    <form noValidate {...form} onSubmit={send}>
      {children}
    </form>
  );
}

function fieldsOf(form) {
  const data = new FormData(form);
  const fields = {};
  for (const name of new Set(data.keys())) {
    const values = data.getAll(name);
    const [within, inner] = name.split(".");
    const place = inner ? (fields[within] ??= {}) : fields;
    place[inner ?? within] = values.length > 1 ? values : values[0];
  }
  return fields;
}
