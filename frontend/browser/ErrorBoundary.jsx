import { Component, useEffect, useRef } from "react";

import { useTexts } from "./language.js";

/** In place of pages that cannot be shown, says so and how to reach a person. */
export class ErrorBoundary extends Component {
  state = { reference: null };

  static getDerivedStateFromError() {
    return { reference: crypto.randomUUID().slice(0, 8) };
  }

  componentDidCatch(error) {
    // The message may hold what somebody typed; the kind of the error does not.
    this.props.onFailure?.(this.state.reference, error.name);
  }

  render() {
    const { children, ...message } = this.props;
    return this.state.reference ? <Apology {...message} reference={this.state.reference} /> : children;
  }
}

function Apology({ texts, phone, phoneLink, email, reference }) {
  const words = useTexts(texts);
  const heading = useRef(null);
  useEffect(() => heading.current?.focus(), [words]);
  if (!words) return null;
  return (
    <main id="main" className="apology">
      <h1 ref={heading} tabIndex={-1}>
        {words.title}
      </h1>
      <p>{words.what}</p>
      <p>
        <button type="button" className="kern-btn kern-btn--primary" onClick={() => location.reload()}>
          <span className="kern-label">{words.reload}</span>
        </button>
      </p>
      <p>{words.contact}</p>
      <ul>
        <li>
          <a href={phoneLink}>{phone}</a>
        </li>
        <li>
          <a href={`mailto:${email}`}>{email}</a>
        </li>
      </ul>
      <p>
        {words.reference} <code>{reference}</code>
      </p>
    </main>
  );
}
