// Runs at the beginning of every page, and notes when what happens, in milliseconds from the navigation.
(() => {
  const measured = (window.measured = {});
  const paints = new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === "first-contentful-paint") measured.firstPaint = startTime;
    }
  });
  paints.observe({ type: "paint", buffered: true });

  addEventListener("TrunkApplicationStarted", () => (measured.takeOver = performance.now()));

  // A frame's callbacks come before its drawing; a task behind them comes after it.
  const channel = new MessageChannel();
  const afterFrame = (then) =>
    requestAnimationFrame(() => {
      channel.port1.onmessage = then;
      channel.port2.postMessage(null);
    });
  const shownField = () => {
    const field = document.querySelector("main form input");
    return field?.checkVisibility() ? field : null;
  };

  // The form takes input once a letter that is typed into the field that is shown is in it.
  const tryField = () => {
    const field = document.readyState !== "loading" && shownField();
    if (field) field.focus();
    if (field && document.execCommand("insertText", false, "B") && field.value === "B") {
      measured.firstInput = performance.now();
    } else {
      afterFrame(tryField);
    }
  };
  if (location.pathname === "/participer") afterFrame(tryField);

  const look = ({ timeStamp }) =>
    afterFrame(() => {
      if (shownField()) measured.clickToForm = performance.now() - timeStamp;
      else look({ timeStamp });
    });
  addEventListener("click", look, true);
})();
