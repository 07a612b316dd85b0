/** What the server is asked, and what it answers; the only module that knows addresses. */

import type { Place } from "./places.ts";

export interface Edit {
  file: string;
  start: Place;
  end: Place;
  text: string;
}

export interface At {
  file: string;
  line?: number;
  col?: number;
  sheet?: string | null;
  cell?: string;
}

export interface Problem {
  code: string;
  severity: "error" | "warning" | "hint";
  message: string;
  help: string;
  file: string | null;
  at: At | null;
  also: { label: string; at: At | null }[];
  edits: Edit[];
}

export interface Problems {
  errors: number;
  warnings: number;
  hints: number;
  problems: Problem[];
}

/** Something that may be written; `start` and `end` count characters from 0. */
export interface Item {
  label: string;
  detail: string;
  documentation: string;
  text: string;
  start: number;
  end: number;
}

export interface Said {
  markdown: string | null;
  start: number;
  end: number;
}

export interface Symbol {
  name: string;
  detail: string;
  line: number;
  end_line: number;
  parts: Symbol[];
}

/** A part of the scheme in words. */
export interface Sentence {
  id: string;
  chapter: string;
  text: string;
}

export interface Standing {
  status: string;
  score: string | null;
  rank: string | null;
  tier: string | null;
}

export interface Change {
  number: number;
  text: string;
  new_at: At | null;
}

export interface Trial {
  illustrative: boolean;
  provisional: boolean;
  changes: Change[];
  units: { unit: string; changed: boolean; old: Standing; new: Standing; difference: string | null }[];
  only_old: string[];
  only_new: string[];
  places: { tier: string; group: string | null; old: string | null; new: string | null; came: string[]; left: string[] }[];
  steps: { changes: number[]; because: string | null }[];
  shares: { unit: string; parts: string[] | null }[];
}

export interface Saved {
  text: string;
  sha256: string;
}

/** The server said no; `body` is what it said. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(wordsOf(status, body));
  }
}

/** Nobody answered. */
export class Unreachable extends Error {
  constructor() {
    super("连不上服务：它可能已经关闭。请重新启动，用新显示的地址打开；没有保存的内容还在本页，可以先复制出来。");
  }
}

/** Say what went wrong. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

export class Api {
  constructor(
    private readonly root: string,
    private readonly csrf: string,
  ) {}

  lint(text: string): Promise<Problems> {
    return this.post("lint", { text });
  }

  async complete(text: string, offset: number): Promise<Item[]> {
    return (await this.post<{ items: Item[] }>("complete", { text, offset })).items;
  }

  hover(text: string, offset: number): Promise<Said> {
    return this.post("hover", { text, offset });
  }

  async format(text: string): Promise<string> {
    return (await this.post<{ text: string }>("format", { text })).text;
  }

  async read(text: string, signal: AbortSignal): Promise<Sentence[]> {
    return (await this.post<{ parts: Sentence[] }>("read", { text }, signal)).parts;
  }

  async outline(text: string): Promise<Symbol[]> {
    return (await this.post<{ symbols: Symbol[] }>("outline", { text })).symbols;
  }

  trial(text: string, signal: AbortSignal): Promise<Trial> {
    return this.post("trial", { text }, signal);
  }

  scheme(): Promise<Saved> {
    return this.ask("GET", "scheme");
  }

  /** Save a text in the place of the one that had that SHA-256, and return what is in the file then. */
  save(text: string, sha256: string): Promise<Saved> {
    return this.ask("PUT", "scheme", { text, sha256 });
  }

  /**
   * Call `changed` whenever a file of the folder has changed, also while nobody listened: pages that are not seen do
   * not hold a connection, for browsers have only six to one service.
   */
  watch(changed: () => void): void {
    let source: EventSource | null = null;
    let known: string | null = null;
    const told = (event: MessageEvent<string>): void => {
      if (known !== null && known !== event.data) changed();
      known = event.data;
    };
    const listen = (): void => {
      source?.close();
      source = null;
      if (document.hidden) return;
      source = new EventSource(`${this.root}/events`);
      source.addEventListener("ready", told);
      source.addEventListener("changed", told);
    };
    document.addEventListener("visibilitychange", listen);
    window.addEventListener("pagehide", () => source?.close());
    listen();
  }

  private post<T>(path: string, body: object, signal?: AbortSignal): Promise<T> {
    return this.ask("POST", path, body, signal);
  }

  private async ask<T>(method: string, path: string, body?: object, signal?: AbortSignal): Promise<T> {
    const init: RequestInit = { method, headers: { "x-kaohe-csrf": this.csrf }, signal: signal ?? null };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = { ...init.headers, "content-type": "application/json" };
    }
    let answer: Response;
    try {
      answer = await fetch(`${this.root}/${path}`, init);
    } catch (error) {
      throw isAborted(error) ? error : new Unreachable();
    }
    const isJson = (answer.headers.get("content-type") ?? "").includes("json");
    const said: unknown = isJson ? await answer.json() : await answer.text();
    if (!answer.ok) throw new Refused(answer.status, said);
    return said as T;
  }
}

function wordsOf(status: number, body: unknown): string {
  if (status === 401) return "服务重新启动过。请用它新显示的地址打开；没有保存的内容还在本页，可以先复制出来。";
  if (typeof body === "string" && body.trim()) return body;
  const first = (body as Partial<Problems> | null)?.problems?.[0];
  if (first) return first.help ? `${first.message}。${first.help}` : first.message;
  return `服务没有做成这件事（${status}）。`;
}
