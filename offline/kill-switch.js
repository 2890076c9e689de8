// Published as `service-worker.js`, this switches offline use off: it takes the place of the worker
// that is there, removes every file that it kept, and goes. Drafts are elsewhere, and stay. Open
// pages stay as they are; from the next load on, everything comes from the network.
//
// Builds for development publish it, so that nobody is served an old copy of what they work on.
// docs/offline.md says how to publish it on a host.
"use strict";

const OWN_CACHES = `bluehats-participation ${new URL(self.registration.scope).pathname} `;

async function leave() {
  const own = (await caches.keys()).filter((name) => name.startsWith(OWN_CACHES));
  await Promise.all(own.map((name) => caches.delete(name)));
  await self.registration.unregister();
}

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(leave()));
