/**
 * Keeps the last good answers of the CMS in files, so that what was shown once can be shown while the CMS is down, also
 * after this server was restarted. Where no file can be written, they are lost with the process.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { answersFolder, cmsUrl } from "./settings";

/** When there are more, the oldest tenth goes. */
const MOST = 10_000;
/** An answer with so many tags may have more than it can name, so it is taken for one that has every tag. */
const TOO_MANY_TAGS = 90;

export interface Answer {
  query: string;
  content: unknown;
  tags: string[];
}

/** Written since the last look at their number. */
let written = 0;

function fileOf(query: string): string {
  const name = createHash("sha256").update(`${cmsUrl()} ${query}`).digest("hex");
  return path.join(/* turbopackIgnore: true */ answersFolder(), `${name}.json`);
}

/** Keep an answer. */
export async function keep(answer: Answer): Promise<void> {
  const file = fileOf(answer.query);
  try {
    await mkdir(path.dirname(file), { recursive: true });
    // Whoever reads meanwhile finds the old one or the new one.
    await writeFile(`${file}.${process.pid}`, JSON.stringify(answer));
    await rename(`${file}.${process.pid}`, file);
    if (++written % (MOST / 10) === 0) await removeOldest();
  } catch {
    // A folder that cannot be written: there is nothing to fall back on then.
  }
}

/** The last good answer to a query, or `null`. */
export function recall(query: string): Promise<Answer | null> {
  return read(fileOf(query));
}

/** Tell whether there is one. */
export async function isKept(query: string): Promise<boolean> {
  return stat(fileOf(query)).then(
    () => true,
    () => false,
  );
}

/** Forget the answer to one query: the CMS has said that there is none. */
export async function forget(query: string): Promise<void> {
  await rm(fileOf(query), { force: true }).catch(() => undefined);
}

/** Forget every answer with one of these tags, and return their queries. */
export async function forgetTagged(tags: string[]): Promise<string[]> {
  const withdrawn = new Set(tags);
  const queries: string[] = [];
  for (const file of await files()) {
    const answer = await read(file);
    if (!answer || answer.tags.length >= TOO_MANY_TAGS || answer.tags.some((tag) => withdrawn.has(tag))) {
      await rm(file, { force: true }).catch(() => undefined);
      if (answer) queries.push(answer.query);
    }
  }
  return queries;
}

async function read(file: string): Promise<Answer | null> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return null;
  }
}

async function files(): Promise<string[]> {
  const folder = answersFolder();
  const names = await readdir(/* turbopackIgnore: true */ folder).catch(() => []);
  return names.filter((name) => name.endsWith(".json")).map((name) => path.join(folder, name));
}

async function removeOldest(): Promise<void> {
  const all = await files();
  if (all.length <= MOST) return;
  const ages = await Promise.all(all.map(async (file) => ({ file, at: (await stat(file)).mtimeMs })));
  ages.sort((a, b) => a.at - b.at);
  await Promise.all(ages.slice(0, MOST / 10).map(({ file }) => rm(file, { force: true })));
}
