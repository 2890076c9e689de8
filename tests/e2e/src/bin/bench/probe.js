// Runs at the beginning of every page, and notes when what happens: in milliseconds, counted from the
// navigation. Null is what did not happen.
(() => {
  const seen = {
    firstPaint: null,
    largestPaint: null,
    layoutShift: 0,
    appRuns: null,
    takesInput: null,
    clickToForm: null,
  };
  window.measured = seen;

  const observe = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint") seen.firstPaint = startTime;
  });
  observe("largest-contentful-paint", ({ startTime }) => {
    seen.largestPaint = startTime;
  });
  observe("layout-shift", ({ hadRecentInput, value }) => {
    if (!hadRecentInput) seen.layoutShift += value;
  });

  addEventListener("TrunkApplicationStarted", () => {
    seen.appRuns = performance.now();
  });

  // A frame's callbacks come before its drawing; a task behind them comes after it.
  const channel = new MessageChannel();
  const afterFrame = (then) =>
    requestAnimationFrame(() => {
      channel.port1.onmessage = then;
      channel.port2.postMessage(null);
    });
  const shownField = () => {
    const field = document.querySelector("#page form input");
    return field?.checkVisibility() ? field : null;
  };

  // The form takes input once a letter that is typed into the field that is shown is in it; and it is
  // kept once the page's own script at its end has run (src/platform/early.js).
  const tryField = () => {
    const field = document.readyState !== "loading" && shownField();
    if (field) field.focus();
    if (field && document.execCommand("insertText", false, "B") && field.value === "B") {
      seen.takesInput = performance.now();
    } else {
      afterFrame(tryField);
    }
  };
  if (location.pathname === "/participer") afterFrame(tryField);

  addEventListener(
    "click",
    ({ timeStamp }) => {
      const look = () => {
        if (shownField()) seen.clickToForm = performance.now() - timeStamp;
        else afterFrame(look);
      };
      afterFrame(look);
    },
    true,
  );
})();
