/** The little Markdown that the server says things in: paragraphs, lists, strong words, escaped signs. */

import { el } from "./dom.ts";

/** Return a text as elements. */
export function said(text: string): HTMLElement {
  const box = el("div", { class: "cm-said" });
  for (const block of text.split(/\n{2,}/)) {
    let list: HTMLElement | null = null;
    let lines: string[] = [];
    const close = (): void => {
      if (lines.join("").trim()) box.append(el("p", {}, ...inline(lines.join("\n").trim())));
      lines = [];
    };
    for (const line of block.split("\n")) {
      const item = /^- (.*)$/.exec(line);
      if (item === null) {
        list = null;
        lines.push(line.replace(/ {2}$/, ""));
        continue;
      }
      close();
      if (list === null) box.append((list = el("ul")));
      list.append(el("li", {}, ...inline(item[1] ?? "")));
    }
    close();
  }
  return box;
}

function inline(text: string): Node[] {
  const parts = text.split(/(\*\*(?:\\.|[^*\\])+\*\*)/);
  return parts.filter(Boolean).map((part) => {
    const strong = /^\*\*(.+)\*\*$/s.exec(part);
    const plain = (strong?.[1] ?? part).replace(/\\([\\`*_{}[\]<>#|~])/g, "$1");
    return strong ? el("strong", {}, plain) : document.createTextNode(plain);
  });
}
