// Starts the program. It stands at the end of every page; `xtask finish` fills in the addresses of
// the program's two files and their integrity: changed files do not run (docs/security.md).
//
// A page that is there to be read is read first: nothing is fetched before it was painted, because
// it would come through the same line. Pages that the program draws fetch it at once.
(() => {
  const SCRIPT = "<!-- slot: script -->";
  const SCRIPT_INTEGRITY = "<!-- slot: script integrity -->";
  const MODULE = "<!-- slot: module -->";
  const MODULE_INTEGRITY = "<!-- slot: module integrity -->";
  const WORKER = "<!-- slot: worker -->";
  let isStarted;

  // The only texts that become addresses of scripts: two. None becomes HTML.
  const trust = () =>
    window.trustedTypes?.createPolicy("default", {
      createScriptURL: (text) => [SCRIPT, WORKER].includes(text) ? text : null,
    });

  // `import` alone would check nothing in most browsers. What was loaded once is not loaded again.
  const load = () =>
    new Promise((loaded, failed) => {
      const script = document.createElement("script");
      script.type = "module";
      script.integrity = SCRIPT_INTEGRITY;
      script.onload = loaded;
      script.onerror = failed;
      script.src = SCRIPT;
      document.head.append(script);
    });

  const start = async () => {
    if (isStarted) return;
    isStarted = 1;
    try {
      trust();
      const [module] = await Promise.all([fetch(MODULE, { integrity: MODULE_INTEGRITY }), load()]);
      const bindings = await import(SCRIPT);
      await bindings.default({ module_or_path: module });
      window.wasmBindings = bindings;
      dispatchEvent(new Event("TrunkApplicationStarted"));
    } catch (error) {
      console.error(error);
      // Unless the program has said more, on its way.
      document.getElementById("panne").dataset.shows ||= "not-started";
    }
  };

  if (!document.querySelector("main > article")) return start();
  try {
    new PerformanceObserver(start).observe({ type: "paint", buffered: true });
  } catch {}
  // Some browsers never say when they paint, and none paints what is in no window.
  addEventListener("load", () => setTimeout(start, 1000));
  // Whoever aims at a link is about to want the program.
  ["pointerover", "focusin"].forEach((type) =>
    addEventListener(type, (event) => event.target.closest?.("a[href^='/']") && start()));
})();
