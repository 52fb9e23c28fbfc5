(dom) => {
  const plain = (text) => text.replace(/[\s\u00ad\u200b]+/g, " ").trim();
  const heading = document.querySelector("h1");
  const title = plain(document.title);
  if (!title) return [dom.observe(document.head, "The page has no title.")];
  if (document.querySelectorAll("head > title, body title:not(svg title)").length > 1) {
    return [dom.observe(document.querySelectorAll("title")[1], "The page has two titles.")];
  }
  const expected = heading ? plain(heading.textContent) : "";
  if (!expected || title.startsWith(expected)) return [];
  return [
    dom.observe(
      document.querySelector("title"),
      `The title "${title}" does not start with the h1 "${expected}".`,
    ),
  ];
};
