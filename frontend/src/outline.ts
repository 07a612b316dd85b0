/** The outline: heads, and below them facts, indicators, rules, tiers; where the cursor is, is marked. */

import type { Api, Symbol } from "./api.ts";
import { byId, el } from "./dom.ts";

/** Heads with more parts than this begin closed. */
const MANY = 40;

export class Outline {
  private entries: { name: string; line: number; end: number; link: HTMLElement }[] = [];
  private readonly open = new Map<string, boolean>();
  private line = 1;

  constructor(
    private readonly api: Api,
    private readonly goTo: (line: number) => void,
    private readonly inside: (names: string[]) => void,
  ) {
    // Those that came with the page are links into the text that is shown without scripts.
    byId("outline").addEventListener("click", (event) => {
      const line = (event.target as Element).closest("a")?.hash.replace("#L", "");
      if (!line) return;
      event.preventDefault();
      this.goTo(Number(line));
    });
  }

  /** Show the outline of a text; while it cannot be had, the last one stays. */
  async update(text: string): Promise<void> {
    const symbols = await this.api.outline(text).catch(() => null);
    if (symbols === null) return;
    this.entries = [];
    byId("outline").replaceChildren(this.list(symbols, ""));
    this.mark(this.line);
  }

  /** Mark what the line belongs to. */
  mark(line: number): void {
    this.line = line;
    const inside = this.entries.filter((each) => each.line <= line && line <= each.end);
    const innermost = inside.pop();
    for (const each of this.entries) {
      if (each === innermost) each.link.setAttribute("aria-current", "true");
      else each.link.removeAttribute("aria-current");
    }
    if (innermost) keepInSight(innermost.link);
    this.inside([...inside, innermost].map((each) => each?.name ?? ""));
  }

  private list(symbols: Symbol[], above: string): HTMLElement {
    return el("ul", {}, ...symbols.map((symbol) => el("li", {}, this.entry(symbol, `${above}/${symbol.name}`))));
  }

  private entry(symbol: Symbol, path: string): HTMLElement {
    const link = el("a", { href: `#L${symbol.line}` }, symbol.name || "—");
    if (symbol.detail) link.append(" ", el("span", { class: "detail" }, symbol.detail));
    this.entries.push({ name: symbol.name, line: symbol.line, end: symbol.end_line, link });
    if (symbol.parts.length === 0) return link;
    const isOpen = this.open.get(path) ?? symbol.parts.length <= MANY;
    const details = el("details", { open: isOpen }, el("summary", {}, link), this.list(symbol.parts, path));
    details.addEventListener("toggle", () => this.open.set(path, details.open));
    return details;
  }
}

/** Scroll the outline alone: `scrollIntoView` would move the page as well. */
function keepInSight(link: HTMLElement): void {
  const box = byId("outline");
  const [inner, outer] = [link.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.height === 0) return;
  if (inner.top < outer.top || inner.bottom > outer.bottom)
    box.scrollTop += inner.top - outer.top - outer.height / 2;
}
