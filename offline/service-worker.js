// Keeps one whole version of the site in the browser, so that it opens without network.
//
// `xtask postprocess` fills in the version and the list of the version's files, each with its SHA-256,
// and drops lines that are only comments. docs/offline.md says how updates go, and how this
// worker is switched off.
//
// Three promises:
// - All or nothing. A version is kept when every one of its files has arrived with the very bytes
//   of the list; until then, and whatever fails, the version that is there serves.
// - Nothing changes under the visitor. A new version waits until a page asks for it.
// - Nothing else is touched. One origin may hold several sites, with caches of their own.
"use strict";

const VERSION = "{{ version }}";

// Paths below the worker's own folder, and their integrity, as in "sha256-…".
const FILES = JSON.parse(`{{ files }}`);

const SCOPE = new URL(self.registration.scope);

// A space never stands in a path: no name of a cache is the start of another site's.
const OWN_CACHES = `bluehats-participation ${SCOPE.pathname} `;
const CACHE = OWN_CACHES + VERSION;

const address = (path) => new URL(path, SCOPE).href;

// Files are kept under their content as well as their path: what two versions have in common is
// then found in the older one's cache, and nothing can be taken for what it is not.
const key = (path) => `${address(path)}?${FILES[path]}`;

async function ownCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(OWN_CACHES));
}

// Brings a file in. Whoever answers, `integrity` lets only the right bytes through.
async function download(path) {
  const get = (cache) => fetch(address(path), { integrity: FILES[path], cache });
  // A file with a hash in its path was downloaded by the page a moment ago, and cannot have changed;
  // any other is asked for again. A cache may hold wrong bytes of either: then it is passed by, once.
  const isHashed = /-[0-9a-f]{16}[._/]/.test(path);
  const response = await get(isHashed ? "default" : "no-cache").catch(() => get("reload"));
  // Made anew: a response that was redirected may not answer the opening of a page.
  return new Response(response.body, { status: 200, headers: response.headers });
}

async function fill() {
  const older = await Promise.all((await ownCaches()).map((name) => caches.open(name)));
  const cache = await caches.open(CACHE);
  const bring = async (path) => {
    for (const held of older) {
      const response = await held.match(key(path));
      if (response) return cache.put(key(path), response);
    }
    return cache.put(key(path), await download(path));
  };
  const results = await Promise.allSettled(Object.keys(FILES).map(bring));
  const failed = results.find(({ status }) => status === "rejected");
  if (failed) {
    await caches.delete(CACHE);
    throw failed.reason;
  }
}

async function removeOlder() {
  const older = (await ownCaches()).filter((name) => name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

// The file that answers at a path below the scope: itself, or the page of a folder, which hosts
// serve with and without a final slash.
function fileAt(path) {
  const page = `${path.replace(/\/+$/, "")}/index.html`.replace(/^\//, "");
  return [path, page].find((file) => Object.hasOwn(FILES, file));
}

// A browser may have emptied its caches, or refuse them: then the network answers, as without this
// worker.
async function kept(path) {
  try {
    const cache = await caches.open(CACHE);
    return await cache.match(key(path));
  } catch {}
}

// The server knows best what is at an address that the list does not have: another site may be
// published below this one.
async function elsewhere(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const page = await kept("404.html");
    if (!page) throw error;
    return new Response(page.body, { status: 404, headers: page.headers });
  }
}

self.addEventListener("install", (event) => event.waitUntil(fill()));

self.addEventListener("activate", (event) =>
  event.waitUntil(removeOlder().then(() => self.clients.claim())),
);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== SCOPE.origin) return;
  if (!pathname.startsWith(SCOPE.pathname)) return;
  const file = fileAt(pathname.slice(SCOPE.pathname.length));
  if (file) {
    event.respondWith(kept(file).then((response) => response ?? fetch(request)));
  } else if (request.mode === "navigate") {
    event.respondWith(elsewhere(request));
  }
});

// A page asks for the version that waits.
self.addEventListener("message", (event) => {
  if (event.data === "apply") event.waitUntil(self.skipWaiting());
});
