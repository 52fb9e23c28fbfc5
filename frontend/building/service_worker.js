// The service worker. It keeps files whose names change with their content, and the offline page.
// It never keeps an answer of the API or a page, so nothing personal stays on the device through it.

const PAGES = `pages-${VERSION}`;
const FILES = "files";
const keepable = new Set(LASTING);

self.addEventListener("install", (event) => {
  event.waitUntil(prepare());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin || request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(navigate(event, url));
  } else if (keepable.has(url.pathname)) {
    event.respondWith(kept(request));
  }
});

async function prepare() {
  const pages = await caches.open(PAGES);
  const files = await caches.open(FILES);
  // "reload" passes by the browser's own cache, which may still hold the page of the last version.
  await pages.addAll(Object.values(OFFLINE).map((path) => new Request(path, { cache: "reload" })));
  const missing = [];
  for (const path of FIRST) if (!(await files.match(path))) missing.push(path);
  await files.addAll(missing);
  await self.skipWaiting();
}

async function tidy() {
  for (const name of await caches.keys()) {
    if (name !== PAGES && name !== FILES) await caches.delete(name);
  }
  const files = await caches.open(FILES);
  for (const request of await files.keys()) {
    if (!keepable.has(new URL(request.url).pathname)) await files.delete(request);
  }
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

// Also what is no page: the browser has asked for it already (navigation preload), and if nobody took that answer it
// would ask again. The way back from another service counts only once.
async function navigate(event, url) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    if (/^\/(api|health|portal)\//.test(url.pathname)) return Response.error();
    const language = /^\/en(\/|$)/.test(url.pathname) ? "en" : "de";
    return (await caches.match(OFFLINE[language], { cacheName: PAGES })) ?? Response.error();
  }
}

async function kept(request) {
  const files = await caches.open(FILES);
  const known = await files.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await files.put(request, answer.clone());
  return answer;
}
