/** What the server finds wrong: marked in the text, listed below it, with a button where it can be put right. */

import { StateEffect, type Text } from "@codemirror/state";
import { type Diagnostic, forceLinting, linter, lintGutter, nextDiagnostic, previousDiagnostic } from "@codemirror/lint";
import { EditorView, keymap } from "@codemirror/view";
import { type Api, isAborted, type Problem, type Problems, reasonOf } from "./api.ts";
import { byId, el } from "./dom.ts";
import { endOfWord, offsetOf } from "./places.ts";

export const PAUSE = 300;
const SEVERITY = { error: "error", warning: "warning", hint: "info" } as const;
const WORDS = { error: "错误", warning: "警告", hint: "提示" } as const;
const SHOWN = 100;

/** What was found in a text, or why nothing could be. */
export type Found = { text: Text; problems: Problems } | { text: Text; failed: string };

/** Return the checking of the text: after each pause in typing `found` is told what there is. */
export function linting(api: Api, found: (found: Found) => void) {
  const source = async (view: EditorView): Promise<Diagnostic[]> => {
    const text = view.state.doc;
    try {
      const problems = await api.lint(text.toString());
      if (view.state.doc.eq(text)) {
        list(view, problems);
        found({ text, problems });
      }
      return problems.problems.map((problem) => diagnostic(text, problem));
    } catch (error) {
      if (!isAborted(error) && view.state.doc.eq(text)) {
        byId("problems-sum").textContent = `没能检查：${reasonOf(error)}`;
        found({ text, failed: reasonOf(error) });
      }
      return [];
    }
  };
  return [
    linter(source, {
      delay: PAUSE,
      needsRefresh: (update) => update.transactions.some((each) => each.effects.some((effect) => effect.is(again))),
    }),
    lintGutter(),
    keymap.of([
      { key: "F8", run: nextDiagnostic },
      { key: "Shift-F8", run: previousDiagnostic },
    ]),
  ];
}

const again = StateEffect.define<null>();

/** Check now, without a pause, and even if the text is as it was: the facts may have changed. */
export function checkNow(view: EditorView): void {
  view.dispatch({ effects: again.of(null) });
  forceLinting(view);
}

/** Whether a problem stands in the scheme itself: the facts are checked as well. */
function isHere(problem: Problem): problem is Problem & { at: { line: number; col: number } } {
  const scheme = byId("scheme").dataset["file"];
  return problem.at?.line !== undefined && problem.at.file === scheme;
}

function diagnostic(text: Text, problem: Problem): Diagnostic {
  const [from, to] = extent(text, problem);
  const fixes = edits(problem);
  return {
    from,
    to,
    severity: SEVERITY[problem.severity],
    source: problem.code,
    message: words(problem),
    ...(fixes ? { actions: [{ name: fixName(problem), apply: (view) => apply(view, problem) }] } : {}),
  };
}

function extent(text: Text, problem: Problem): [number, number] {
  if (!isHere(problem)) return [0, 0];
  const from = offsetOf(text, problem.at);
  const first = edits(problem)?.[0];
  if (first && offsetOf(text, first.start) === from) return [from, Math.max(from, offsetOf(text, first.end))];
  return [from, endOfWord(text, from)];
}

function words(problem: Problem): string {
  const where = problem.at !== null && !isHere(problem) ? `${place(problem)}：` : "";
  return where + problem.message + (problem.help ? `\n提示：${problem.help}` : "");
}

function place(problem: Problem): string {
  const at = problem.at;
  if (at === null) return "";
  if (isHere(problem)) return `第 ${at.line} 行`;
  const name = at.file.split(/[\\/]/).pop() ?? "";
  return at.cell ? `${name} ${at.sheet ? `${at.sheet}!` : ""}${at.cell}` : `${name} 第 ${at.line ?? 1} 行`;
}

/** Return the changes that put a problem right, if all of them are in this text. */
function edits(problem: Problem): Problem["edits"] | null {
  const scheme = byId("scheme").dataset["file"];
  const own = problem.edits.filter((edit) => edit.file === scheme);
  return own.length > 0 && own.length === problem.edits.length ? own : null;
}

function fixName(problem: Problem): string {
  const first = problem.edits[0];
  if (problem.edits.length > 1 || first === undefined || first.text.includes("\n")) return "改正";
  return first.text.trim() ? `改为“${first.text.trim()}”` : "删去";
}

function apply(view: EditorView, problem: Problem): void {
  if (view.state.readOnly) return;
  const doc = view.state.doc;
  const changes = (edits(problem) ?? []).map((edit) => ({
    from: offsetOf(doc, edit.start),
    to: offsetOf(doc, edit.end),
    insert: edit.text,
  }));
  view.dispatch({ changes, userEvent: "input.fix", scrollIntoView: true });
  view.focus();
  forceLinting(view);
}

function list(view: EditorView, found: Problems): void {
  const sums = [
    found.errors && `${found.errors} 处错误`,
    found.warnings && `${found.warnings} 条警告`,
    found.hints && `${found.hints} 条提示`,
  ].filter(Boolean);
  byId("problems-sum").textContent = sums.length ? `有 ${sums.join("、")}` : "没有发现问题";
  byId("problems").dataset["worst"] = found.errors ? "error" : found.warnings ? "warning" : "";
  byId("tab-count-text").textContent = found.errors ? ` ${found.errors} 错` : "";
  const order = ["error", "warning", "hint"];
  const sorted = [...found.problems].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const rows = sorted.slice(0, SHOWN).map((problem) => row(view, problem));
  if (sorted.length > SHOWN) rows.push(el("li", {}, `还有 ${sorted.length - SHOWN} 条，改正上面的再看。`));
  byId("problems-list").replaceChildren(...rows);
}

function row(view: EditorView, problem: Problem): HTMLElement {
  const go = (): void => {
    if (isHere(problem)) show(view, offsetOf(view.state.doc, problem.at));
  };
  const where = isHere(problem)
    ? el("button", { type: "button", class: "link", click: go }, place(problem))
    : el("span", {}, place(problem));
  return el(
    "li",
    { class: problem.severity },
    el("span", { class: "level" }, WORDS[problem.severity]),
    where,
    el("span", { class: "message" }, problem.message),
    edits(problem) !== null &&
      !view.state.readOnly &&
      el("button", { type: "button", class: "fix", click: () => apply(view, problem) }, fixName(problem)),
    problem.help !== "" && el("span", { class: "help" }, `提示：${problem.help}`),
  );
}

/** Put the cursor at an offset, in sight, and the keyboard into the editor. */
export function show(view: EditorView, offset: number): void {
  byId("scheme").dataset["tab"] = "text";
  document.dispatchEvent(new Event("tab"));
  view.dispatch({ selection: { anchor: offset }, effects: EditorView.scrollIntoView(offset, { y: "center" }) });
  view.focus();
}
