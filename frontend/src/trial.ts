/** Who changes score, rank and tier under the text as it is typed, on the facts as they are. */

import { type Api, type Change, isAborted, reasonOf, Refused, type Problems, type Trial } from "./api.ts";
import { byId, el } from "./dom.ts";

const SHOWN = 30;
type Unit = Trial["units"][number];

export class Trials {
  private asked: AbortController | null = null;
  private last: Trial | null = null;
  private all = false;

  constructor(
    private readonly api: Api,
    private readonly goTo: (line: number) => void,
  ) {}

  /** Say that the text is the file's. */
  unchanged(): void {
    this.stop();
    this.state("unchanged", "与文件里的方案相同。改动后在这里看谁的得分、名次、等次会变；不保存就什么也没有变。");
  }

  /** Say that nothing can be worked out before the errors are gone. */
  hasErrors(count: number): void {
    this.stop();
    this.state("errors", `有 ${count} 处错误，改正后试算。`);
  }

  /** Say that it could not be worked out. */
  failed(reason: string): void {
    this.stop();
    this.state("failed", `没能试算：${reason}`);
  }

  /** Work it out; what was asked before no longer matters. */
  async run(text: string): Promise<void> {
    this.asked?.abort();
    const mine = (this.asked = new AbortController());
    byId("trial").dataset["state"] = "running";
    byId("trial").setAttribute("aria-busy", "true");
    if (this.last === null) byId("trial-sum").textContent = "正在试算……";
    try {
      const trial = await this.api.trial(text, mine.signal);
      if (mine.signal.aborted) return;
      this.last = trial;
      this.show(trial);
    } catch (error) {
      if (mine.signal.aborted || isAborted(error)) return;
      const body = error instanceof Refused ? (error.body as Partial<Problems>) : null;
      if (body?.errors) this.hasErrors(body.errors);
      else this.failed(reasonOf(error));
    }
  }

  private stop(): void {
    this.asked?.abort();
    this.last = null;
  }

  /** Show a state without a table. */
  private state(name: string, words: string): void {
    const box = byId("trial");
    box.dataset["state"] = name;
    box.removeAttribute("aria-busy");
    say(words);
    byId("trial-table").replaceChildren();
    byId("tab-count-trial").textContent = "";
  }

  private show(trial: Trial): void {
    const box = byId("trial");
    box.dataset["state"] = "done";
    box.removeAttribute("aria-busy");
    const changed = trial.units.filter((each) => each.changed);
    say(sum(trial, changed));
    byId("tab-count-trial").textContent = changed.length ? ` ${changed.length}` : "";
    byId("trial-table").replaceChildren(
      ...[
        trial.provisional && el("p", { class: "note" }, "有单位的数据不全，名次和名额还会变。"),
        changed.length > 0 && this.table(trial, changed),
        places(trial),
        this.changes(trial.changes),
      ].filter((each): each is HTMLElement => Boolean(each)),
    );
  }

  private table(trial: Trial, changed: Unit[]): HTMLElement {
    const shares = new Map(trial.shares.map((share) => [share.unit, share.parts]));
    const sorted = [...changed].sort((a, b) => weight(b) - weight(a));
    const shown = this.all ? sorted : sorted.slice(0, SHOWN);
    const rows = shown.flatMap((unit) => rowsOf(unit, trial, shares.get(unit.unit) ?? null));
    const heads = ["单位", "得分", "名次", "等次"].map((head) => el("th", { scope: "col" }, head));
    const table = el(
      "table",
      { class: "moved" },
      el("caption", {}, "有变化的单位：文件里的 → 改动后"),
      el("thead", {}, el("tr", {}, ...heads)),
      el("tbody", {}, ...rows),
    );
    if (shown.length === sorted.length) return table;
    const more = (): void => {
      this.all = true;
      this.show(trial);
    };
    return el("div", {}, table, el("button", { type: "button", click: more }, `列出全部 ${sorted.length} 个单位`));
  }

  private changes(changes: Change[]): HTMLElement | null {
    if (changes.length === 0) return null;
    const items = changes.map((change) => {
      const line = change.new_at?.line;
      const go = (): void => this.goTo(line ?? 1);
      const text = changes.length > 1 ? `改动${change.number}　${change.text}` : change.text;
      return el("li", {}, line ? el("button", { type: "button", class: "link", click: go }, text) : text);
    });
    return el("div", { class: "changes" }, el("h3", {}, `改动（${changes.length} 处）`), el("ul", {}, ...items));
  }
}

function say(words: string): void {
  const line = byId("trial-sum");
  // The same words again would be read out again.
  if (line.textContent !== words) line.textContent = words;
}

function sum(trial: Trial, changed: Unit[]): string {
  const count = (differs: (unit: Unit) => boolean): number => changed.filter(differs).length;
  const tiers = count((each) => each.old.tier !== each.new.tier);
  const scores = count((each) => each.old.score !== each.new.score);
  const ranks = count((each) => each.old.rank !== each.new.rank);
  const moved = [
    ...trial.only_new.map((unit) => `增加${unit}`),
    ...trial.only_old.map((unit) => `去掉${unit}`),
  ].join("，");
  if (changed.length === 0) {
    const words = trial.changes.length ? "这些改动不影响任何单位的得分、名次和等次" : "没有影响评分的改动";
    return moved ? `${words}；${moved}。` : `${words}。`;
  }
  const words = `等次变化 ${tiers} 个单位，名次变化 ${ranks} 个，得分变化 ${scores} 个（共 ${trial.units.length} 个单位）`;
  return moved ? `${words}；${moved}。` : `${words}。`;
}

/** Those whose tier changes come first, then by how much the score does. */
function weight(unit: Unit): number {
  const tier = unit.old.tier !== unit.new.tier || unit.old.status !== unit.new.status ? 1e6 : 0;
  const ranks = Math.abs(Number(unit.old.rank ?? 0) - Number(unit.new.rank ?? 0));
  // For the order of rows only.
  return tier + Math.abs(parseFloat(unit.difference ?? "0")) * 1e3 + ranks;
}

function rowsOf(unit: Unit, trial: Trial, parts: string[] | null): HTMLElement[] {
  const { old, new: now } = unit;
  const cells = el(
    "tr",
    old.tier !== now.tier ? { class: "tier-changes" } : {},
    el("th", { scope: "row" }, unit.unit),
    el("td", {}, ...pair(old.score, now.score), difference(unit.difference)),
    el("td", {}, ...pair(old.rank, now.rank)),
    el("td", {}, ...pair(tierOf(old), tierOf(now))),
  );
  if (parts === null || trial.steps.length < 2) return [cells];
  const said = trial.steps
    .map((step, at) => ({ step, part: parts[at] ?? "0" }))
    .filter(({ part }) => !/^[-+]?0(\.0*)?$/.test(part))
    .map(({ step, part }) => `改动${step.changes.join("、")}：${signed(part)}`)
    .join("；");
  return said ? [cells, el("tr", { class: "parts" }, el("td", { colspan: 4 }, said))] : [cells];
}

const STATUSES: Record<string, string> = { exempt: "不参评", incomplete: "数据不全", undecided: "未能判定" };

function tierOf(standing: Unit["old"]): string | null {
  return standing.tier ?? STATUSES[standing.status] ?? null;
}

function pair(before: string | null, after: string | null): (string | HTMLElement)[] {
  if (before === after) return [el("span", { class: "same" }, before ?? "—")];
  return [
    el("span", { class: "before" }, before ?? "—"),
    " → ",
    el("strong", { class: "after" }, after ?? "—"),
  ];
}

function difference(value: string | null): HTMLElement | null {
  if (value === null || /^-?0(\.0*)?$/.test(value)) return null;
  return el("span", { class: "difference" }, signed(value));
}

function signed(value: string): string {
  return value.startsWith("-") ? `−${value.slice(1)}` : `+${value}`;
}

function places(trial: Trial): HTMLElement | null {
  if (trial.places.length === 0) return null;
  const items = trial.places.map((place) => {
    const where = place.group ? `${place.group}的${place.tier}` : place.tier;
    const count = place.old === place.new ? `${place.new ?? "—"} 个不变` : `${place.old ?? "—"} → ${place.new ?? "—"} 个`;
    const came = place.came.length ? `；进：${place.came.join("、")}` : "";
    const left = place.left.length ? `；出：${place.left.join("、")}` : "";
    return el("li", {}, `${where}名额 ${count}${came}${left}`);
  });
  return el("div", { class: "places" }, el("h3", {}, "名额"), el("ul", {}, ...items));
}
