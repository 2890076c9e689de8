// What the crash block (#panne in index.html) offers, without the program: see crash.rs. It creates
// no element: what broke the program may have broken that.
(function (block) {
  var KEY = "bluehats-participation", storage, journal, leaving;
  try {
    storage = localStorage;
  } catch {}
  function revision(text) {
    try {
      return JSON.parse(text).revision;
    } catch {}
  }
  // The last saved record, of the two that the program keeps.
  function record() {
    var text = storage?.getItem(KEY);
    return text == null || revision(journal) > revision(text) ? journal : text;
  }
  // `use` receives the store and the text of the journal, or nothing where there is none; `done`
  // comes after it, when what it did is written.
  function inJournal(mode, use, done) {
    var used;
    function once(store, text) {
      if (!used) {
        used = 1;
        use(store, text);
      }
    }
    function end() {
      once();
      done?.();
    }
    setTimeout(end, 2000);
    try {
      var opening = indexedDB.open(KEY);
      // There is no journal: leave none behind, it would lack its store.
      opening.onupgradeneeded = () => opening.transaction.abort();
      opening.onerror = end;
      opening.onsuccess = () => {
        try {
          var transaction = opening.result.transaction("journal", mode), store = transaction.objectStore("journal");
          // When the transaction is done, that is.
          opening.result.close();
          store.get(KEY).onsuccess = (event) => once(store, event.target.result);
          transaction.oncomplete = transaction.onabort = end;
        } catch {
          end();
        }
      };
    } catch {
      end();
    }
  }
  // With the newer release, if one is waiting: this one may be what is broken.
  function reload() {
    var worker = navigator.serviceWorker, go = () => location.reload();
    if (!worker) return go();
    setTimeout(go, 2000);
    worker.addEventListener("controllerchange", go);
    worker.getRegistration().then((it) => (it?.waiting ? it.waiting.postMessage({ type: "apply" }) : go()), go);
  }
  // Keeps a copy under a key of its own, and makes sure that it is there.
  function setAside(text) {
    var at = Date.now(), key;
    while (storage[(key = KEY + ".mis-de-cote." + at)] != null) at++;
    storage[key] = text;
    if (storage[key] !== text) throw 0;
  }
  function offer() {
    var text = record();
    for (var part of block.querySelectorAll("[data-record]")) part.hidden = text == null;
  }
  new MutationObserver(() => {
    offer();
    inJournal("readonly", (store, text) => {
      journal = text;
      offer();
      // Where there is no WebAssembly, the page says what to do instead.
      if (window.WebAssembly || record() != null) block.hidden = false;
    });
  }).observe(block, { attributeFilter: ["data-shows"] });
  block.onclick = (event) => {
    var button = event.target, does = button.dataset.does, failed;
    if (does == "download") {
      var now = new Date();
      button.download = KEY + "-" + new Date(now - now.getTimezoneOffset() * 6e4).toJSON().slice(0, 10) + ".json";
      button.href = URL.createObjectURL(new Blob([record()], { type: "application/json" }));
    } else if (does == "reload") {
      event.preventDefault();
      reload();
    } else if (does == "set-aside") {
      inJournal("readwrite", (store, text) => {
        try {
          var stored = storage.getItem(KEY);
          if (stored != null) setAside(stored);
          if (text != null && text !== stored) setAside(text);
          storage.removeItem(KEY);
          store?.delete(KEY);
          leaving = true;
        } catch {
          block.querySelector("[data-failed]").hidden = false;
        }
      }, () => leaving && reload());
    }
  };
  // The program may not have stopped altogether: once its draft is set aside, it saves none.
  for (var type of ["pagehide", "visibilitychange"]) {
    addEventListener(type, (event) => leaving && event.stopImmediatePropagation(), true);
  }
})(document.getElementById("panne"));
