/** The editor: a YAML text with lines, folding, search, and what the other modules add. */

import { closeCompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { PHRASES } from "./phrases.ts";
import { theme } from "./theme.ts";

/** What every text here is shown with, those of a conflict too. */
export const common: Extension = [
  EditorState.phrases.of(PHRASES),
  lineNumbers(),
  highlightSpecialChars(),
  EditorView.lineWrapping,
  indentUnit.of("  "),
  EditorState.tabSize.of(2),
  yaml(),
  theme,
];

/** What a text that can be written in has besides. */
export const writing: Extension = [history(), indentOnInput(), keymap.of([...defaultKeymap, ...historyKeymap])];

/** Return a root of its own below an element: styles are handed to it as sheets, which the page's policy allows. */
export function rootIn(parent: HTMLElement): ShadowRoot {
  if (parent.shadowRoot) return parent.shadowRoot;
  // What is typed in it is no key of the page, which cannot see that it was typed in an editor.
  parent.addEventListener("keydown", (event) => event.stopPropagation());
  return parent.attachShadow({ mode: "open" });
}

/** Return whether the browser can show the editor under the page's policy. */
export function canEdit(): boolean {
  return "adoptedStyleSheets" in Document.prototype && "replaceSync" in CSSStyleSheet.prototype;
}

/** Return the editor of a text, put into `parent`. */
export function makeEditor(parent: HTMLElement, doc: string, readOnly: boolean, more: Extension): EditorView {
  const root = rootIn(parent);
  const label = readOnly ? "方案文件，只能看" : "方案文件。按 Tab 缩进；要离开编辑框，先按 Esc 再按 Tab";
  return new EditorView({
    doc,
    root,
    parent: root,
    extensions: [
      common,
      more,
      foldGutter(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSelectionMatches(),
      bracketMatching(),
      search({ top: true }),
      EditorState.readOnly.of(readOnly),
      EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
      // Escape closes what is open first; the editor itself lets Tab go on after it.
      keymap.of([{ key: "Escape", run: closeCompletion }, ...completionKeymap, ...searchKeymap, ...foldKeymap]),
      readOnly ? keymap.of(defaultKeymap) : [writing, keymap.of([indentWithTab])],
    ],
  });
}
