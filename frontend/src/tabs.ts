/** On narrow screens one part of the page at a time. */

import { byId } from "./dom.ts";

/** Let the tabs choose which part is shown; on wide screens all are, and the tabs are not. */
export function useTabs(): void {
  const page = byId("scheme");
  const tabs = [...document.querySelectorAll<HTMLButtonElement>("#tabs [role=tab]")];
  const mark = (): void => {
    for (const tab of tabs) {
      const chosen = tab.dataset["tab"] === page.dataset["tab"];
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
  };
  const choose = (tab: HTMLButtonElement): void => {
    page.dataset["tab"] = tab.dataset["tab"] ?? "text";
    mark();
  };
  for (const [at, tab] of tabs.entries()) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const next = step === undefined ? undefined : tabs[(at + step + tabs.length) % tabs.length];
      if (next === undefined) return;
      event.preventDefault();
      choose(next);
      next.focus();
    });
  }
  document.addEventListener("tab", mark);
  mark();
}
