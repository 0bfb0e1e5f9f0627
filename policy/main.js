const { flushCompileCache } = require("node:module");
const path = require("node:path");
const tsNode = require("ts-node");

// Pulumi compiles a policy pack with type checking, which adds several seconds to each preview and cannot be turned off.
// `npm run types` checks types already, so this file uses the ts-node settings of the project.
process[tsNode.REGISTER_INSTANCE]?.enabled(false);
tsNode.register({ cwd: path.dirname(__dirname) });

module.exports = require("./index.ts");

// Pulumi stops the process, which then writes nothing. Only with NODE_COMPILE_CACHE is there a cache.
module.exports.then(() => flushCompileCache?.());
