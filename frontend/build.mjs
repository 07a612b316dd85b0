// Builds the editor into a folder, `service/web/static` unless another is named: always the same bytes from the same
// lock file. Nobody needs this to install or run kaohe, for what it writes is committed.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "..", "service", "web", "static"));

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { editor: "src/main.ts" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  charset: "utf8",
  // What 360 and UOS browsers are built on; a style sheet can be handed to a part of the page there.
  target: ["chrome90", "firefox101", "safari16.4"],
  legalComments: "none",
  banner: { js: "/* Third-party licences: editor.LICENSES.txt */" },
  metafile: true,
  logLevel: "warning",
});

const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const used = new Set(Object.keys(metafile.inputs).map((path) => name.exec(path)?.[1]).filter(Boolean));
const texts = [...used].sort().map((each) => {
  const folder = join(here, "node_modules", each);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((found) => /^licen[cs]e/i.test(found));
  if (file === undefined) throw new Error(`${each} has no licence file`);
  const text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
  return `${each} ${version} (${license})\n\n${text}\n`;
});
if (!existsSync(out)) mkdirSync(out, { recursive: true });
writeFileSync(join(out, "editor.LICENSES.txt"), texts.join(`\n${"-".repeat(80)}\n\n`));
