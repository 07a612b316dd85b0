/** The scheme page: the text in the middle, its outline beside it, and what it means and does on the other side. */
import "./scheme.css";

import { EditorView, keymap } from "@codemirror/view";
import { openSearchPanel } from "@codemirror/search";
import { Api, reasonOf } from "./api.ts";
import { completing, hovering } from "./complete.ts";
import { afterPause, byId, el } from "./dom.ts";
import { canEdit, makeEditor } from "./editor.ts";
import { checkNow, type Found, linting, show } from "./lint.ts";
import { Outline } from "./outline.ts";
import { Reading } from "./reading.ts";
import { banner, Saving } from "./saving.ts";
import { useTabs } from "./tabs.ts";
import { Trials } from "./trial.ts";

const SLOW = 250;

function start(): void {
  const page = byId("scheme");
  const given = (name: string): string => page.dataset[name] ?? "";
  const readOnly = given("readOnly") !== "";
  const text = byId("scheme-text").textContent ?? "";
  const api = new Api(given("api"), given("csrf"));

  let view: EditorView;
  const goTo = (line: number): void => {
    const doc = view.state.doc;
    show(view, doc.line(Math.max(1, Math.min(line, doc.lines))).from);
  };
  const saving = new Saving(api, () => view, { text, sha256: given("sha256") }, readOnly, () => again());
  const trials = new Trials(api, goTo);
  const reading = new Reading(api);
  const outline = new Outline(api, goTo, (names) => reading.move(names));

  // While there are errors, nothing is asked that needs a sound text.
  const checked = (found: Found): void => {
    if ("problems" in found && !found.problems.errors) void reading.update(found.text.toString());
    else reading.stale();
    if (!saving.isChanged) trials.unchanged();
    else if ("failed" in found) trials.failed(found.failed);
    else if (found.problems.errors) trials.hasErrors(found.problems.errors);
    else void trials.run(found.text.toString());
  };
  /** After a save or a change of the facts: what is compared with is another. */
  const again = (): void => {
    if (!saving.isChanged) trials.unchanged();
    checkNow(view);
  };
  const outlineSoon = afterPause(SLOW, () => void outline.update(view.state.doc.toString()));
  const tidy = async (): Promise<void> => {
    const before = view.state.doc;
    try {
      const laidOut = await api.format(before.toString());
      if (!view.state.doc.eq(before)) return;
      if (laidOut === before.toString()) banner(el("p", {}, "排版已经是规范的。"));
      else {
        const line = before.lineAt(view.state.selection.main.head).number;
        view.dispatch({ changes: { from: 0, to: before.length, insert: laidOut }, userEvent: "input.format" });
        goTo(line);
        banner(el("p", {}, "已排版。不合意可以按 Ctrl+Z 撤销。"));
      }
    } catch (error) {
      banner(el("p", {}, `没有排版：${reasonOf(error)}`), "error");
    }
  };

  page.classList.add("live");
  const measure = (): void =>
    page.style.setProperty("--top", `${Math.round(page.getBoundingClientRect().top + window.scrollY)}px`);
  window.addEventListener("resize", measure);
  measure();
  view = makeEditor(byId("editor"), text, readOnly, [
    keymap.of([{ key: "Mod-s", preventDefault: true, run: () => (saving.save(), true) }]),
    linting(api, checked),
    hovering(api),
    readOnly ? [] : completing(api),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        saving.show();
        outlineSoon();
      }
      if (update.docChanged || update.selectionSet) {
        outline.mark(update.state.doc.lineAt(update.state.selection.main.head).number);
      }
    }),
  ]);

  byId("save").addEventListener("click", () => saving.save());
  byId("format").addEventListener("click", () => void tidy());
  byId("find").addEventListener("click", () => {
    show(view, view.state.selection.main.head);
    openSearchPanel(view);
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && !event.defaultPrevented) {
      event.preventDefault();
      saving.save();
    }
  });
  byId<HTMLButtonElement>("format").disabled = readOnly;
  useTabs();
  saving.show();
  trials.unchanged();
  outlineSoon();
  checkNow(view);
  api.watch(() => void saving.filesChanged());
  const line = Number(new URLSearchParams(location.search).get("line"));
  if (Number.isInteger(line) && line > 0) goTo(line);
}

if (canEdit()) start();
