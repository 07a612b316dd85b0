/** Both sides of a conflict: what is in the file now, and what is written here. */

import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { el } from "./dom.ts";
import { common, rootIn, writing } from "./editor.ts";

/** What the user decides: the text to save, the file's text to go on with, or nothing yet. */
export type Decision = { how: "save"; text: string } | { how: "take"; text: string } | { how: "later" };

const MERGE_PHRASES = { unified: "改动处的“用文件里的”把这一处换成文件里的内容，“用我的”保留这里写的。" };

/** Show both texts and return what is decided. */
export function decide(theirs: string, mine: string, readOnly: boolean): Promise<Decision> {
  return new Promise((resolve) => {
    const narrow = window.matchMedia("(max-width: 60em)").matches;
    const place = el("div", { class: "merge" });
    const dialog = el("dialog", { class: "conflict", "aria-labelledby": "conflict-title" });
    let decision: Decision = { how: "later" };
    let text = (): string => mine;
    const close = (made: Decision) => () => {
      decision = made;
      dialog.close();
    };
    const button = (words: string, say: string, click: () => void, kind = ""): HTMLElement =>
      el("button", { type: "button", click, class: kind }, words, el("small", {}, say));
    const heads = narrow
      ? el("p", { class: "sides" }, MERGE_PHRASES.unified)
      : el(
          "div",
          { class: "sides" },
          el("strong", {}, "文件里的（别人改过的）"),
          el("strong", {}, "我的（可以接着改；点中间的箭头，这一处用文件里的）"),
        );
    dialog.append(
      el("h2", { id: "conflict-title" }, "文件已经被别人改过"),
      el("p", {}, "从打开到现在，方案文件在别处保存过，所以还没有保存你的修改。两边都在下面，请选一种："),
      heads,
      place,
      el(
        "div",
        { class: "choices" },
        button("用我的", "按我写的保存，别处的修改不要了", () => close({ how: "save", text: mine })(), "primary"),
        button("用文件里的", "我的修改不要了", () => close({ how: "take", text: theirs })()),
        button("逐处合并", "在上面合并好以后按这里保存", () => close({ how: "save", text: text() })()),
        button("先不保存", "什么都不变，回去接着写", close({ how: "later" })),
      ),
    );
    if (readOnly) dialog.querySelectorAll("button").forEach((each) => (each.disabled = true));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(decision);
    });
    document.body.append(dialog);
    dialog.showModal();
    text = (narrow ? unified : beside)(place, theirs, mine);
  });
}

const asSheet = EditorView.theme({ "&": { height: "auto" }, ".cm-content": { paddingBottom: "0" } });
const collapseUnchanged = { margin: 3, minSize: 6 };

function beside(place: HTMLElement, theirs: string, mine: string): () => string {
  const root = rootIn(place);
  const label = (words: string) => EditorView.contentAttributes.of({ "aria-label": words });
  const view = new MergeView({
    root,
    parent: root,
    a: { doc: theirs, extensions: [common, asSheet, label("文件里的"), EditorState.readOnly.of(true)] },
    b: { doc: mine, extensions: [common, asSheet, label("我的"), writing] },
    revertControls: "a-to-b",
    renderRevertControl: () =>
      el("button", { type: "button", title: "这一处用文件里的", "aria-label": "这一处用文件里的" }, "→"),
    collapseUnchanged,
    gutter: true,
  });
  return () => view.b.state.doc.toString();
}

function unified(place: HTMLElement, theirs: string, mine: string): () => string {
  const root = rootIn(place);
  const view = new EditorView({
    doc: mine,
    root,
    parent: root,
    extensions: [
      common,
      asSheet,
      writing,
      EditorView.contentAttributes.of({ "aria-label": "我的，改动处带着文件里的" }),
      unifiedMergeView({
        original: theirs,
        collapseUnchanged,
        mergeControls: (type, action) =>
          el(
            "button",
            { type: "button", class: `merge-${type}`, mousedown: (event) => action(event as MouseEvent) },
            type === "accept" ? "用我的" : "用文件里的",
          ),
      }),
    ],
  });
  return () => view.state.doc.toString();
}
