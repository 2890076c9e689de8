// Shows the block #panne when the program has stopped or did not start, and does what its buttons say. The
// program is not counted on, nor is anything that it has made: no element is created. See crash.rs. In ES2015:
// browsers that are too old for the program run it too.
((block) => {
  const KEY = "bluehats-participation";
  const root = document.documentElement;
  let storage, journal, isJournalRead, leaving;
  try {
    storage = localStorage;
  } catch (error) {}
  // How good a text is as a record: a greater revision is newer, a damaged one is better than none.
  const rank = (text) => {
    if (text == null) return -2;
    try {
      const { format, revision, proposal } = JSON.parse(text);
      if (format == KEY && proposal && revision >= 0) return revision;
    } catch (error) {}
    return -1;
  };
  // The better one of the two that are kept.
  const record = () => {
    const text = storage && storage.getItem(KEY);
    return rank(journal) > rank(text) ? journal : text;
  };
  // Whether something was typed that the program has not taken over: nothing has stored it.
  const isTyped = () => !("takenOver" in root.dataset) && document.querySelector("[data-early-input]") != null;
  const inJournal = (then, done) => {
    let store;
    // Once, with the store or without.
    const use = (...answer) => {
      if (then) then(...answer);
      then = null;
    };
    const end = () => {
      use();
      if (done) done();
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
          store.get(KEY).onsuccess = (event) => use(store, event.target.result);
          transaction.oncomplete = transaction.onabort = end;
        } catch (error) {
          end();
        }
      };
    } catch (error) {
      end();
    }
  };
  const reload = () => {
    const workers = navigator.serviceWorker, go = () => location.reload();
    setTimeout(go, workers ? 2000 : 0);
    if (workers) {
      workers.oncontrollerchange = go;
      workers.getRegistration().then((it) => it && it.waiting ? it.waiting.postMessage("apply") : go(), go);
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
  const tell = () => {
    const happened = block.dataset.shows, typed = isTyped();
    if (!happened) return;
    // The style sheet hides static fields of which nothing was typed, and tells of another way to take part.
    root.dataset.crash = "takenOver" in root.dataset ? happened : typed ? "typed" : "not-started";
    show("[data-draft]", false);
    show(`[data-draft=${typed ? "typed" : happened}]`, true);
    // What loses a text is not what is advised.
    block.querySelector("[data-does=reload]").classList.toggle("button--secondary", typed);
    show("[data-record]", record() != null);
    // In a browser that is too old a page says itself what to do instead, and one that is there to be read
    // needs nothing: the block is for a text to take along.
    const isTooOld = happened == "too-old", isToBeRead = document.querySelector("main > article");
    if (!isJournalRead || isTooOld && (isToBeRead || record() == null)) return;
    block.hidden = false;
    document.body.dataset.covered = "";
  };
  new MutationObserver(() => {
    tell();
    inJournal((store, text) => {
      journal = text;
      isJournalRead = true;
      tell();
    });
  }).observe(block, { attributeFilter: ["data-shows"] });
  // The static fields can still be typed in.
  addEventListener("input", tell);
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
        if (store) store.delete(KEY);
        leaving = true;
      } catch (error) {
        show("[data-failed]", true);
      }
    }, () => leaving && reload());
  };
  ["pagehide", "visibilitychange"].forEach((type) =>
    addEventListener(type, (event) => leaving && event.stopImmediatePropagation(), true));
  // The first script has tried.
  if (root.dataset.crash) {
    const reason = document.querySelector(".needs-app [hidden]");
    if (reason) reason.hidden = false;
    block.dataset.shows = "too-old";
  }
})(document.getElementById("panne"));
