/** What may be written here, and what stands here, as the server knows it. */

import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from "@codemirror/autocomplete";
import { type EditorView, hoverTooltip } from "@codemirror/view";
import type { Api, Item } from "./api.ts";
import { said } from "./markdown.ts";
import { charactersBefore, offsetAfter } from "./places.ts";

/** Unasked, only in a word or right behind a key: after a finished number there is nothing to be offered. */
const BEGUN = /(\p{L}|[:：] )$/u;

/** Return the offering of what may be written. Without an answer nothing is offered: typing goes on. */
export function completing(api: Api) {
  const source = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const doc = context.state.doc;
    if (!context.explicit && !context.matchBefore(BEGUN)) return null;
    const items = await api.complete(doc.toString(), charactersBefore(doc, context.pos)).catch(() => []);
    if (context.aborted || items.length === 0) return null;
    const froms = items.map((item) => offsetAfter(doc, item.start));
    return {
      from: Math.min(...froms, context.pos),
      options: items.map((item, at) => option(item, froms[at] ?? context.pos, offsetAfter(doc, item.end))),
      filter: false,
    };
  };
  // Nothing is chosen beforehand: Enter begins a new line unless an arrow key was pressed.
  return autocompletion({ override: [source], icons: false, selectOnOpen: false, activateOnTypingDelay: 150, maxRenderedOptions: 100 });
}

function option(item: Item, from: number, end: number): Completion {
  return {
    label: item.label,
    ...(item.detail ? { detail: item.detail } : {}),
    ...(item.documentation ? { info: () => said(item.documentation) } : {}),
    apply: (view, _completion, _from, to) => {
      // What was typed since the question was asked goes as well.
      view.dispatch({
        changes: { from, to: Math.max(end, to), insert: item.text },
        selection: { anchor: from + item.text.length },
        userEvent: "input.complete",
        scrollIntoView: true,
      });
      if (/[:：] ?$/.test(item.text)) startCompletion(view);
    },
  };
}

/** Return the telling of what the word under the mouse means. */
export function hovering(api: Api) {
  return hoverTooltip(
    async (view: EditorView, offset: number) => {
      const doc = view.state.doc;
      const told = await api.hover(doc.toString(), charactersBefore(doc, offset)).catch(() => null);
      if (told === null || told.markdown === null || !view.state.doc.eq(doc)) return null;
      const words = told.markdown;
      const [pos, end] = [offsetAfter(doc, told.start), offsetAfter(doc, told.end)];
      return { pos, end, above: true, create: () => ({ dom: said(words) }) };
    },
    { hoverTime: 400 },
  );
}
