const path = require("node:path");

const { version } = require("@swc/core/package.json");
const swc = require("ts-node/transpilers/swc");

const { cachedOutput } = require("./output-cache");

const ROOT = path.resolve(__dirname, "../..");
const CACHE = path.join(ROOT, ".cache");

/**
 * Transpiles by swc for ts-node, unless an earlier process did: a preview loads about 500 files of the project, and so do most
 * commands. https://typestrong.org/ts-node/docs/transpilers/#third-party-transpilers
 */
function create(options) {
  const { transpile } = swc.create(options);
  const { nodeModuleEmitKind, service } = options;
  const settings = JSON.stringify([version, nodeModuleEmitKind, service.config.options]);
  return {
    transpile: (text, fileOptions) => {
      const compile = () => transpile(text, fileOptions);
      const { fileName } = fileOptions;
      if (!isKept(fileName)) return compile();
      return cachedOutput(path.join(CACHE, "transpiled"), [fileName, settings], text, compile);
    },
  };
}

/** Copies of the project have another path each time, such as the earlier revision of a rehearsal in `.cache/revisions`. */
function isKept(fileName) {
  return isWithin(ROOT, fileName) && !isWithin(CACHE, fileName);
}

function isWithin(directory, fileName) {
  return path.normalize(fileName).startsWith(`${directory}${path.sep}`);
}

module.exports = { create };
