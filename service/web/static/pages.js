// What pages do besides following links: the key that changes need, files dropped, keys, and word of changed files.
"use strict";
(() => {
  const csrf = document.querySelector('meta[name="kaohe-csrf"]')?.content ?? "";

  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-Kaohe-CSRF"] = csrf;
  });
  // A refusal has a page that says why: it is shown like any other.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status >= 400) event.detail.shouldSwap = true;
  });

  for (const place of document.querySelectorAll("[data-drop]")) {
    const files = place.querySelector('input[type="file"]');
    const over = (on) => place.classList.toggle("over", on);
    place.addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
    place.addEventListener("dragleave", () => over(false));
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      if (event.dataTransfer.files.length) {
        files.files = event.dataTransfer.files;
        place.closest("form").requestSubmit();
      }
    });
  }

  // What is folded is printed as well.
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((each) => { each.open = true; }));

  let went = 0;
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest("input, select, textarea, [contenteditable], .cm-editor");
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("search-for").focus();
    } else if (event.key === "?") {
      location.href = "/help";
    } else if (event.key === "g") {
      went = Date.now();
    } else if (Date.now() - went < 1500) {
      const to = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
      went = 0;
      if (to) to.click();
    }
  });

  const changed = document.getElementById("changed");
  if (changed && window.EventSource) {
    const source = new EventSource("/api/v1/events");
    source.addEventListener("changed", () => {
      if (changed.childElementCount) return;
      const again = document.createElement("a");
      again.href = location.href;
      again.textContent = "点此刷新";
      again.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });
      changed.append("文件已变化，", again);
    });
    addEventListener("pagehide", () => source.close());
  }
})();
