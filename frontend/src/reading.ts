/** The rule at the cursor in plain Chinese. */

import { type Api, isAborted, reasonOf, Refused, type Sentence } from "./api.ts";
import { byId, el } from "./dom.ts";

const NOTHING = "把光标放到一项指标、加分、规则或等次里，这里用一句话说它怎么算。";
const STALE = "方案现在有错误，这是改动以前的说法。";

export class Reading {
  private asked: AbortController | null = null;
  private sentences = new Map<string, Sentence>();
  private around: string[] = [];
  private note = "";

  constructor(private readonly api: Api) {}

  /** Say that what was read before is no longer what is written. */
  stale(): void {
    this.asked?.abort();
    this.note = STALE;
    this.show();
  }

  /** Have a text read that has no errors. */
  async update(text: string): Promise<void> {
    this.asked?.abort();
    const mine = (this.asked = new AbortController());
    try {
      const parts = await this.api.read(text, mine.signal);
      if (mine.signal.aborted) return;
      this.sentences = new Map(parts.map((part) => [part.id, part]));
      this.note = "";
    } catch (error) {
      if (mine.signal.aborted || isAborted(error)) return;
      this.note = error instanceof Refused ? STALE : reasonOf(error);
    }
    this.show();
  }

  /** Take the names that the cursor stands in, the innermost last. */
  move(around: string[]): void {
    this.around = around;
    this.show();
  }

  private show(): void {
    const name = [...this.around].reverse().find((each) => this.sentences.has(each));
    const said = name === undefined ? undefined : this.sentences.get(name);
    const lines = said ? said.text.split("\n") : [NOTHING];
    const words = [...lines.map((line) => el("p", {}, line)), this.note !== "" && el("p", { class: "note" }, this.note)];
    byId("reading-name").textContent = said ? `${said.chapter} ${said.id}` : "";
    const box = byId("reading-text");
    const shown = words.filter((each): each is HTMLParagraphElement => each !== false);
    // The same words again would be read out again.
    if (box.textContent !== shown.map((each) => each.textContent).join("")) box.replaceChildren(...shown);
  }
}
