// What a page is made of besides its words and addresses: translations of one page have the same skeleton.
() => {
  const WORDS = "alt aria-description aria-label aria-valuetext content href hreflang lang placeholder title value";
  const left = new Set(WORDS.split(" "));
  const attributes = (element) =>
    [...element.attributes].map(({ name, value }) => (left.has(name) ? name : `${name}=${value}`)).sort();
  const bones = (element) =>
    `<${[element.localName, ...attributes(element)].join(" ")}>${[...element.children].map(bones).join("")}</>`;
  return bones(document.body);
};
