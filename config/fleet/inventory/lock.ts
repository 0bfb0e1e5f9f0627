import type { Unreadable } from "./csv";

/** The shard of every bucket when the inventory was last locked, and the line of the lock that records it. */
export type Lock = ReadonlyMap<string, { readonly shard: string; readonly line: number }>;

const HEADER = "# name shard. Written by `npm run fleet -- lock`; do not edit.";
const ENTRY = /^([a-z0-9-]+) ([a-z0-9-]+)$/;

/** The lock beside an inventory: `buckets.csv` has `buckets.lock`. */
export function lockFileName(inventory: string): string {
  return inventory.replace(/\.csv$/, ".lock");
}

/** Reads a lock; lines that are none, such as the marks of a merge conflict, are problems. */
export function parseLock(text: string): { readonly lock: Lock; readonly problems: readonly Unreadable[] } {
  const lock = new Map<string, { shard: string; line: number }>();
  const problems: Unreadable[] = [];
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    if (content === "" || content.startsWith("#")) continue;
    const [, name, shard] = ENTRY.exec(content) ?? [];
    const position = { line: index + 1, column: 1 };
    if (name === undefined || shard === undefined) {
      problems.push({ position, message: "The line of the lock is not a name and a shard." });
    } else if (lock.has(name)) {
      problems.push({ position, message: `The lock contains the bucket \`${name}\` twice.` });
    } else {
      lock.set(name, { shard, line: index + 1 });
    }
  }
  return { lock, problems };
}

/** A line for each bucket, sorted independently of the locale, so that a change of one bucket changes one line. */
export function renderLock(buckets: Iterable<{ readonly name: string; readonly shard: string }>): string {
  const lines = Array.from(buckets, ({ name, shard }) => `${name} ${shard}`).sort(byCodePoint);
  return `${[HEADER, ...lines].join("\n")}\n`;
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
