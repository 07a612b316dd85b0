/** The server counts in characters, lines and columns from 1; the editor counts offsets in UTF-16 units. */

import type { Text } from "@codemirror/state";

export interface Place {
  line: number;
  col: number;
}

/** Return the offset of a place; one outside the text is put at its edge. */
export function offsetOf(doc: Text, { line, col }: Place): number {
  const found = doc.line(Math.max(1, Math.min(line, doc.lines)));
  let at = 0;
  for (let passed = 1; passed < col && at < found.length; passed += 1) at += widthAt(found.text, at);
  return found.from + at;
}

/** Return the offset of so many characters into the text. */
export function offsetAfter(doc: Text, characters: number): number {
  const text = doc.toString();
  let at = 0;
  for (let passed = 0; passed < characters && at < text.length; passed += 1) at += widthAt(text, at);
  return at;
}

/** Return how many characters there are before an offset. */
export function charactersBefore(doc: Text, offset: number): number {
  return [...doc.sliceString(0, offset)].length;
}

/** Return where the word ends that begins at an offset; one character further at least, where the line has one. */
export function endOfWord(doc: Text, offset: number): number {
  const line = doc.lineAt(offset);
  const rest = line.text.slice(offset - line.from);
  const quoted = /^(["'])(?:(?!\1).)*\1/.exec(rest) ?? /^[^\s:：,，、[\]{}#]+/u.exec(rest);
  const length = quoted ? quoted[0].length : rest ? widthAt(rest, 0) : 0;
  return offset + length;
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
