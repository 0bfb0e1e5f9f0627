const { TestEnvironment } = require("jest-environment-node");

require("ts-node/register");

/**
 * Lets an engine test load modules through Node itself. The Automation API checks the classes of what it receives, so
 * the program, the engine's client and the sandbox have to come from one module registry, and the program's own modules
 * have to be forgotten between runs; jest's registry can do one or the other.
 */
module.exports = class EngineEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.nodeRequire = require;
  }
};
