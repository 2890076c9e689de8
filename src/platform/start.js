// Starts the program. It stands at the end of every page; `xtask finish` fills in the addresses of
// the program's files and their integrity: changed files do not run (docs/security.md).
//
// A page that is there to be read is read first: nothing is fetched before it was painted, because
// it would come through the same line. Pages that the program draws fetch it at once.
(() => {
  const SCRIPT = "<!-- slot: script -->";
  const SCRIPT_INTEGRITY = "<!-- slot: script integrity -->";
  const MODULE = "<!-- slot: module -->";
  const MODULE_INTEGRITY = "<!-- slot: module integrity -->";
  const STYLES = "<!-- slot: styles -->";
  const STYLES_INTEGRITY = "<!-- slot: styles integrity -->";
  const MANIFEST = "<!-- slot: manifest -->";
  const WORKER = "<!-- slot: worker -->";
  const isToBeRead = document.querySelector("main > article");
  let isStarted;

  // The only texts that become addresses of scripts: two. None becomes HTML.
  const trust = () =>
    window.trustedTypes?.createPolicy("default", {
      createScriptURL: (text) => [SCRIPT, WORKER].includes(text) ? text : null,
    });

  const append = (name, properties) =>
    document.head.append(Object.assign(document.createElement(name), properties));

  // `import` alone would check nothing in most browsers. What was loaded once is not loaded again.
  const load = () =>
    new Promise((onload, onerror) =>
      append("script", { type: "module", integrity: SCRIPT_INTEGRITY, onload, onerror, src: SCRIPT }));

  // What the program's pages are shown with stands in those pages. It comes as a text, because the
  // policy knows it by the hash that it has there.
  const dress = async () => {
    if (!isToBeRead) return;
    const response = await fetch(STYLES, { integrity: STYLES_INTEGRITY });
    append("style", { textContent: await response.text() });
  };

  const start = async () => {
    if (isStarted) return;
    isStarted = 1;
    try {
      trust();
      const [module] = await Promise.all([
        fetch(MODULE, { integrity: MODULE_INTEGRITY }),
        load(),
        dress(),
      ]);
      const bindings = await import(SCRIPT);
      await bindings.default({ module_or_path: module });
      window.wasmBindings = bindings;
      dispatchEvent(new Event("TrunkApplicationStarted"));
      // Browsers fetch it at once, and a picture that it names: it waits for what is more urgent.
      append("link", { rel: "manifest", href: MANIFEST });
    } catch (error) {
      console.error(error);
      // Unless the program has said more, on its way.
      document.getElementById("panne").dataset.shows ||= "not-started";
    }
  };

  if (!isToBeRead) return start();
  // What was painted first may be no more than the header, where the page came in pieces. The frame
  // that comes next has all of it, and at the one after that it was painted.
  const startOnceRead = () => requestAnimationFrame(() => requestAnimationFrame(start));
  try {
    new PerformanceObserver(startOnceRead).observe({ type: "paint", buffered: true });
  } catch {}
  // Some browsers never say when they paint, and none paints what is in no window.
  addEventListener("load", () => setTimeout(start, 1000));
  // Whoever aims at a link is about to want the program.
  ["pointerover", "focusin"].forEach((type) =>
    addEventListener(type, (event) => event.target.closest?.("a[href^='/']") && start()));
})();
