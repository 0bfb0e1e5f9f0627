const { TestEnvironment } = require("jest-environment-node");

require("ts-node/register");

/**
 * Allows engine tests to load modules with Node's `require`. The Automation API checks classes by identity, so the program,
 * the engine's client and the sandbox must come from one module registry, and modules of the program must be loaded again
 * for each run. Jest's registry supports only one of the two.
 */
module.exports = class EngineEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.nodeRequire = require;
  }
};
