// See crash.rs.
((block) => {
  const KEY = "bluehats-participation";
  let storage, journal, leaving;
  try {
    storage = localStorage;
  } catch {}
  const revision = (text) => {
    try {
      return JSON.parse(text).revision;
    } catch {}
  };
  const record = () => {
    const text = storage?.getItem(KEY);
    return text == null || revision(journal) > revision(text) ? journal : text;
  };
  const inJournal = (use, done) => {
    let store;
    const end = () => {
      use?.();
      use = null;
      done?.();
    };
    setTimeout(end, 2000);
    try {
      const opening = indexedDB.open(KEY);
      opening.onupgradeneeded = () => opening.transaction.abort();
      opening.onerror = end;
      opening.onsuccess = () => {
        try {
          const transaction = opening.result.transaction("journal", "readwrite");
          opening.result.close();
          store = transaction.objectStore("journal");
          store.get(KEY).onsuccess = (event) => {
            use?.(store, event.target.result);
            use = null;
          };
          transaction.oncomplete = transaction.onabort = end;
        } catch {
          end();
        }
      };
    } catch {
      end();
    }
  };
  const reload = () => {
    const workers = navigator.serviceWorker, go = () => location.reload();
    setTimeout(go, workers ? 2000 : 0);
    if (workers) {
      workers.oncontrollerchange = go;
      workers.getRegistration().then((it) => it?.waiting ? it.waiting.postMessage("apply") : go(), go);
    }
  };
  const setAside = (text) => {
    if (text == null) return;
    let at = Date.now(), key;
    while (storage[key = KEY + ".mis-de-cote." + at] != null) at++;
    storage[key] = text;
    if (storage[key] !== text) throw 0;
  };
  const show = (selector, shown) => block.querySelectorAll(selector).forEach((part) => part.hidden = !shown);
  const offer = () => show("[data-record]", record() != null);
  new MutationObserver(() => {
    document.documentElement.dataset.crash = block.dataset.shows;
    offer();
    inJournal((store, text) => {
      journal = text;
      offer();
      if (!window.WebAssembly && record() == null) return;
      block.hidden = false;
      document.body.dataset.covered = "";
    });
  }).observe(block, { attributeFilter: ["data-shows"] });
  block.onclick = (event) => {
    const button = event.target, does = button.dataset.does;
    if (does == "download") {
      const now = new Date();
      button.download = KEY + "-" + new Date(now - now.getTimezoneOffset() * 6e4).toJSON().slice(0, 10) + ".json";
      button.href = URL.createObjectURL(new Blob([record()], { type: "application/json" }));
    }
    if (does == "reload") {
      event.preventDefault();
      reload();
    }
    if (does == "set-aside") inJournal((store, text) => {
      try {
        const stored = storage.getItem(KEY);
        setAside(stored);
        if (text !== stored) setAside(text);
        storage.removeItem(KEY);
        store?.delete(KEY);
        leaving = 1;
      } catch {
        show("[data-failed]", 1);
      }
    }, () => leaving && reload());
  };
  ["pagehide", "visibilitychange"].forEach((type) =>
    addEventListener(type, (event) => leaving && event.stopImmediatePropagation(), true));
})(document.getElementById("panne"));
