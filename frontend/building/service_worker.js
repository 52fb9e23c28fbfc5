// The service worker. It shows messages of the portal, also while no page is open, and keeps files whose names change with their content, and the offline page.
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

self.addEventListener("push", (event) => {
  event.waitUntil(show(event.data));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(goTo(event.notification.data?.address));
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

// Browsers demand that each message shows. One that cannot be read says that there is something, and leads to the start.
async function show(data) {
  const language = navigator.language.startsWith("de") ? "de" : "en";
  const message = { title: NAME, body: SOMETHING_NEW[language], address: START[language], tag: "", language };
  try {
    Object.assign(message, data.json());
  } catch {
    // What is there says enough.
  }
  // A message with the same tag takes the place of the former one; so what was sent twice shows once.
  await self.registration.showNotification(message.title, {
    body: message.body,
    tag: message.tag,
    lang: message.language,
    icon: ICON,
    data: { address: message.address },
  });
}

// A window that shows the address already comes to the front. Another one stays as it is: somebody may be typing there.
async function goTo(address) {
  let target = new URL(address ?? "/", location.origin);
  if (target.origin !== location.origin) target = new URL("/", location.origin);
  for (const page of await self.clients.matchAll({ type: "window" })) {
    if (page.url === target.href) return page.focus();
  }
  return self.clients.openWindow(target.href);
}

async function kept(request) {
  const files = await caches.open(FILES);
  const known = await files.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await files.put(request, answer.clone());
  return answer;
}
