const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const path = require("node:path");

/**
 * The output of a compiler for a source file, as an earlier process wrote it. The directory has one entry for each source file
 * and settings, which is written again when the text of the file has changed.
 *
 * @param {string} directory where the entries are
 * @param {readonly string[]} source path of the file, settings of the compiler, and its version
 * @param {string} text content of the file
 * @param {() => unknown} compile returns what JSON can represent
 */
function cachedOutput(directory, source, text, compile) {
  const entry = path.join(directory, `${hashOf(source)}.json`);
  const key = hashOf([text]);
  const known = read(entry);
  if (known?.key === key) return known.output;
  const output = compile();
  write(entry, JSON.stringify({ key, output }));
  return output;
}

function hashOf(texts) {
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex");
}

function read(entry) {
  try {
    return JSON.parse(readFileSync(entry, "utf8"));
  } catch {
    return undefined;
  }
}

/** Other processes may read and write the entry at the same time, so it gets its name when it is complete. */
function write(entry, text) {
  try {
    const unfinished = `${entry}.${process.pid}`;
    mkdirSync(path.dirname(entry), { recursive: true });
    writeFileSync(unfinished, text);
    renameSync(unfinished, entry);
  } catch {
    // Without permission to write, or without space, each process compiles again.
  }
}

module.exports = { cachedOutput };
