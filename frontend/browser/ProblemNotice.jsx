import { useEffect, useRef, useState } from "react";

import { hearProblems } from "./problems.js";

/**
 * Says what went wrong with one of `sources`, in the words for its slug, and takes the focus. Problems in `told` are
 * told elsewhere, at a field. A new attempt takes the notice away, and so does a change of what it is `about`.
 */
export function ProblemNotice({ sources, words, told = [], about = "", title, children }) {
  const [problem, setProblem] = useState({ slug: "" });
  const box = useRef(null);

  useEffect(() => {
    setProblem({ slug: "" });
    return hearProblems(({ source, slug }) => {
      if (sources.includes(source)) setProblem({ slug: told.includes(slug) ? "" : slug });
    });
  }, [about]);

  // The same problem a second time is a new object, and new to the person.
  useEffect(() => {
    if (problem.slug) box.current.focus();
  }, [problem]);

  if (!problem.slug) return null;
  return (
    <div ref={box} className="alert alert-danger" role="alert" tabIndex={-1}>
      {children}
      <div>
        <p className="alert-title">{title}</p>
        <p>{words[problem.slug] ?? words.unknown}</p>
      </div>
    </div>
  );
}
