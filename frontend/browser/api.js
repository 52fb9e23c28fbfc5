import { askStepUp } from "./stepUp.js";

/**
 * Calls the API as the browser itself, for what page state cannot do: setting and ending the session's cookie.
 * Returns `{ result }` or `{ problem }`; a problem is problem+json with its slug taken out of the type.
 *
 * Where the API first wants a proof of who is there, the person is asked for it, and the call is made again.
 */
export async function callApi(path, request = {}) {
  const answer = await callOnce(path, request);
  if (answer.problem?.slug !== "step-up-needed") return answer;
  return (await askStepUp()) ? callOnce(path, request) : { problem: problem("step-up-cancelled") };
}

async function callOnce(path, { method = "POST", body = {} }) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      body: method === "GET" ? undefined : JSON.stringify(body),
    });
  } catch {
    return { problem: problem("no-network") };
  }
  const answer = await response.json().catch(() => null);
  if (response.ok) return { result: answer };
  return { problem: { ...problem("broken"), ...answer, slug: slugOf(answer) ?? "broken", status: response.status } };
}

/** A problem that no server has stated. */
export function problem(slug) {
  return { slug, type: `/problems/${slug}`, title: "", detail: "", status: 0, request_id: "", errors: [], parameters: {} };
}

function slugOf(answer) {
  return answer?.type?.split("/").pop();
}
