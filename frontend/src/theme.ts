/** How the editor looks; it stands in a shadow root, so the page's style sheet does not reach it. */

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const mono =
  'Consolas, "Sarasa Mono SC", "Noto Sans Mono CJK SC", "Microsoft YaHei", "Noto Sans CJK SC", "PingFang SC", monospace';
const sans = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "15px", color: "#1d2733", backgroundColor: "#fff" },
  "&.cm-focused": { outline: "2px solid #1f5fae", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: mono, lineHeight: "1.6" },
  ".cm-gutters": { backgroundColor: "#f4f6f8", color: "#5b6672", borderRight: "1px solid #d5dbe1" },
  ".cm-activeLine": { backgroundColor: "#1f5fae14" },
  ".cm-activeLineGutter": { backgroundColor: "#dde7f3", color: "#1d2733" },
  ".cm-content": { paddingBottom: "6em" },
  ".cm-tooltip": {
    fontFamily: sans,
    fontSize: "15px",
    lineHeight: "1.6",
    border: "1px solid #98a4b0",
    borderRadius: "4px",
    backgroundColor: "#fff",
    boxShadow: "0 2px 8px #0003",
    maxWidth: "min(34em, 92vw)",
  },
  ".cm-tooltip-hover": { padding: "0" },
  ".cm-said": { padding: "6px 10px", whiteSpace: "pre-wrap" },
  ".cm-said p, .cm-said ul": { margin: "0 0 4px" },
  ".cm-said ul": { paddingLeft: "1.4em" },
  ".cm-diagnostic": { padding: "6px 10px", whiteSpace: "pre-wrap", borderLeftWidth: "4px" },
  ".cm-diagnosticText": { whiteSpace: "pre-wrap" },
  ".cm-diagnosticAction": {
    font: "inherit",
    color: "#fff",
    backgroundColor: "#1f5fae",
    borderRadius: "3px",
    padding: "2px 10px",
    margin: "4px 8px 0 0",
    display: "inline-block",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: sans, maxHeight: "16em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 8px", lineHeight: "1.6" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "#1f5fae", color: "#fff" },
  ".cm-completionDetail": { fontStyle: "normal", color: "#5b6672", marginLeft: "1em" },
  "li[aria-selected] .cm-completionDetail": { color: "#fff" },
  ".cm-completionInfo": { padding: "6px 10px", whiteSpace: "pre-wrap" },
  ".cm-completionIcon": { display: "none" },
  ".cm-panels": { fontFamily: sans, backgroundColor: "#f4f6f8", color: "#1d2733" },
  ".cm-panel.cm-search": { padding: "8px 12px", fontSize: "15px" },
  ".cm-panel.cm-search label": { fontSize: "15px", display: "inline-flex", alignItems: "center" },
  ".cm-textfield, .cm-button": { fontSize: "15px", padding: "3px 8px" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "#fff", border: "1px solid #98a4b0", borderRadius: "3px" },
  ".cm-searchMatch": { backgroundColor: "#ffe58a" },
  ".cm-searchMatch-selected": { backgroundColor: "#ffc14d" },
  // The signs that mark lines left out have no glyph in many Chinese fonts.
  ".cm-collapsedLines": { fontFamily: sans, cursor: "pointer" },
  ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: '"……"' },
  ".cm-chunkButtons": { position: "static !important", display: "block" },
  ".cm-chunkButtons button": {
    font: `15px ${sans}`,
    color: "#1d2733",
    backgroundColor: "#fff",
    border: "1px solid #7d8994",
    borderRadius: "3px",
    padding: "2px 8px",
    margin: "2px 6px 4px 0",
    cursor: "pointer",
  },
  ".cm-lintRange-error": { textDecoration: "underline wavy #c62828 1.5px", textUnderlineOffset: "4px", backgroundImage: "none" },
  ".cm-lintRange-warning": { textDecoration: "underline wavy #a65b00 1.5px", textUnderlineOffset: "4px", backgroundImage: "none" },
  ".cm-lintRange-info": { textDecoration: "underline dotted #55606b 1.5px", textUnderlineOffset: "4px", backgroundImage: "none" },
});

// Not by colour alone: what is wrong is underlined, and the margin says it in a sign.
const colours = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: "#0b4a8f" },
  { tag: tags.propertyName, color: "#0b4a8f" },
  { tag: tags.comment, color: "#6a5a1f" },
  { tag: [tags.string, tags.special(tags.string)], color: "#1d2733" },
  { tag: [tags.separator, tags.squareBracket, tags.brace, tags.punctuation], color: "#5b6672" },
  { tag: tags.keyword, color: "#7a2a7a" },
]);

export const theme = [look, syntaxHighlighting(colours)];
