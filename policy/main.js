const { readFileSync } = require("node:fs");
const { enableCompileCache, flushCompileCache } = require("node:module");
const path = require("node:path");

const { cachedOutput } = require("../tools/typescript/output-cache");

const ROOT = path.dirname(__dirname);
const CACHE = path.join(ROOT, ".cache/policy");
const SETTINGS = [readFileSync(path.join(ROOT, "tsconfig.json"), "utf8"), require("@swc/core/package.json").version];

let compiler;

/** The JavaScript of a TypeScript file. Each preview starts the pack, which need not load ts-node then. */
function compiled(file) {
  const text = readFileSync(file, "utf8");
  return cachedOutput(CACHE, [file, ...SETTINGS], text, () => {
    compiler ??= require("ts-node").create({ cwd: ROOT });
    return compiler.compile(text, file);
  });
}

// Pulumi compiles a policy pack with type checking, which adds several seconds to each preview and cannot be turned off.
// `npm run types` checks types already, so this file compiles with the ts-node settings of the project instead.
require.extensions[".ts"] = (module, file) => module._compile(compiled(file), file);

enableCompileCache?.(path.join(ROOT, ".cache/node"));
module.exports = require("./index.ts");

// Pulumi stops the process, which then writes nothing.
module.exports.then(() => flushCompileCache?.());
