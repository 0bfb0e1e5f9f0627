const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { enableCompileCache, flushCompileCache } = require("node:module");
const path = require("node:path");

const ROOT = path.dirname(__dirname);
const CACHE = path.join(ROOT, ".cache/policy");
/** What the compiled text depends on besides the file. */
const SETTINGS = [readFileSync(path.join(ROOT, "tsconfig.json"), "utf8"), require("@swc/core/package.json").version];

let compiler;

/** The JavaScript of a TypeScript file. Each preview starts the pack, so the text is kept until the file changes. */
function compiled(file) {
  const text = readFileSync(file, "utf8");
  const key = [...SETTINGS, file, text].reduce(
    (hash, part) => hash.update(`${part.length} ${part}`),
    createHash("sha256"),
  );
  const cached = path.join(CACHE, `${key.digest("hex")}.js`);
  try {
    return readFileSync(cached, "utf8");
  } catch {
    compiler ??= require("ts-node").create({ cwd: ROOT });
    const code = compiler.compile(text, file);
    keep(cached, code);
    return code;
  }
}

function keep(file, code) {
  try {
    mkdirSync(CACHE, { recursive: true });
    // Another preview may read the file at the same time.
    const own = `${file}.${process.pid}`;
    writeFileSync(own, code);
    renameSync(own, file);
  } catch {
    // Without a folder to write to, each preview compiles the pack.
  }
}

// Pulumi compiles a policy pack with type checking, which adds several seconds to each preview and cannot be turned off.
// `npm run types` checks types already, so this file compiles with the ts-node settings of the project instead.
require.extensions[".ts"] = (module, file) => module._compile(compiled(file), file);

enableCompileCache?.(path.join(ROOT, ".cache/node"));
module.exports = require("./index.ts");

// Pulumi stops the process, which then writes nothing.
module.exports.then(() => flushCompileCache?.());
