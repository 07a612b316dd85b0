/** Saving: a text goes only in the place of the one that was read; otherwise both sides are shown. */

import type { EditorView } from "@codemirror/view";
import { type Api, reasonOf, Refused, type Saved } from "./api.ts";
import { decide } from "./conflict.ts";
import { byId, el } from "./dom.ts";

const CONFLICT = 409;

export class Saving {
  private busy = false;

  constructor(
    private readonly api: Api,
    private readonly view: () => EditorView,
    private saved: Saved,
    private readonly readOnly: boolean,
    private readonly onSaved: () => void,
  ) {
    window.addEventListener("beforeunload", (event) => {
      if (!this.isChanged) return;
      event.preventDefault();
      event.returnValue = "";
    });
  }

  /** Whether the text differs from the file's. */
  get isChanged(): boolean {
    return this.text !== this.saved.text;
  }

  private get text(): string {
    return this.view().state.doc.toString();
  }

  /** Show whether there is anything to save. */
  show(): void {
    const changed = this.isChanged;
    const button = byId<HTMLButtonElement>("save");
    if (this.readOnly) {
      byId("save-state").textContent = "只能看，不能保存";
      button.disabled = true;
      return;
    }
    button.disabled = !changed || this.busy;
    byId("save-state").textContent = this.busy ? "正在保存……" : changed ? "有没保存的修改" : "已保存";
    byId("scheme").dataset["changed"] = changed ? "yes" : "";
  }

  /** Save the text of the editor. */
  save(): void {
    if (!this.readOnly && this.isChanged && !this.busy) void this.put(this.text, this.saved.sha256);
  }

  private async put(text: string, sha256: string): Promise<void> {
    this.busy = true;
    this.show();
    try {
      this.saved = await this.api.save(text, sha256);
      banner(null);
      this.onSaved();
    } catch (error) {
      if (error instanceof Refused && error.status === CONFLICT) {
        await this.settle(text);
        return;
      }
      banner(el("p", {}, `没有保存：${reasonOf(error)}`), "error");
    } finally {
      this.busy = false;
      this.show();
    }
  }

  /** Show both sides, and do what is decided. */
  private async settle(mine: string): Promise<void> {
    let theirs: Saved;
    try {
      theirs = await this.api.scheme();
    } catch (error) {
      banner(el("p", {}, `没有保存：${reasonOf(error)}`), "error");
      return;
    }
    const made = await decide(theirs.text, mine, this.readOnly);
    if (made.how === "later") {
      banner(el("p", {}, "还没有保存：文件在别处改过。再按“保存”可以重新选。"), "warning");
      return;
    }
    banner(null);
    this.saved = theirs;
    if (made.text !== this.text) this.replace(made.text);
    if (this.isChanged) await this.put(made.text, theirs.sha256);
    this.show();
    this.onSaved();
    this.view().focus();
  }

  /** A file of the folder has changed: say so, if it is the scheme and not by us. */
  async filesChanged(): Promise<void> {
    if (this.busy) return;
    const now = await this.api.scheme().catch(() => null);
    if (now === null || now.sha256 === this.saved.sha256) {
      // It was the facts, or our own saving.
      this.onSaved();
      return;
    }
    if (now.sha256 === "") {
      banner(el("p", {}, "方案文件现在读不出来：可能被删除，或正被别的程序占用。"), "error");
      return;
    }
    if (now.text === this.text) {
      this.saved = now;
      this.show();
      return;
    }
    const take = (): void => {
      this.saved = now;
      this.replace(now.text);
      banner(null);
      this.show();
      this.onSaved();
    };
    if (this.isChanged) {
      const compare = (): void => void this.settle(this.text);
      banner(
        el("p", {}, "文件已变化：方案在别处改过，你这里还有没保存的修改。"),
        "warning",
        el("button", { type: "button", click: compare }, "看看两边"),
      );
    } else {
      banner(
        el("p", {}, "文件已变化：方案在别处改过。"),
        "warning",
        el("button", { type: "button", click: take }, "换成新的内容"),
      );
    }
  }

  private replace(text: string): void {
    const view = this.view();
    const now = view.state.doc;
    view.dispatch({
      changes: { from: 0, to: now.length, insert: text },
      selection: { anchor: Math.min(view.state.selection.main.head, text.length) },
      userEvent: "input.replace",
    });
  }
}

/** Show what has happened above the editor, or take it away. */
export function banner(words: HTMLElement | null, kind = "", button?: HTMLElement): void {
  const box = byId("banner");
  box.className = kind;
  box.replaceChildren(...(words ? [words, ...(button ? [button] : [])] : []));
}
