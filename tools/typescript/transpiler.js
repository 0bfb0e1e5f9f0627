const path = require("node:path");

const { version } = require("@swc/core/package.json");
const swc = require("ts-node/transpilers/swc");

const { cachedOutput } = require("./output-cache");

const DIRECTORY = path.join(__dirname, "../../.cache/transpiled");

/**
 * Transpiles by swc for ts-node, unless an earlier process did: a preview loads about 500 files of the project, and so do most
 * commands. https://typestrong.org/ts-node/docs/transpilers/#third-party-transpilers
 */
function create(options) {
  const { transpile } = swc.create(options);
  const { nodeModuleEmitKind, service } = options;
  const settings = JSON.stringify([version, nodeModuleEmitKind, service.config.options]);
  return {
    transpile: (text, transpileOptions) =>
      cachedOutput(DIRECTORY, [transpileOptions.fileName, settings], text, () => transpile(text, transpileOptions)),
  };
}

module.exports = { create };
