/** One transform for all: swc only translates; `npm run types` does the checking. */
const shared = {
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  testEnvironment: "node",
  setupFiles: ["<rootDir>/tests/support/setup.ts"],
  // Other revisions, which a change rehearsal checks out.
  modulePathIgnorePatterns: ["<rootDir>/.cache/"],
  // A user can renew the table at any time; tests have the prices of domain/cost/prices.ts.
  moduleNameMapper: { "/price-table\\.json$": "<rootDir>/tests/support/no-prices.json" },
};

const project = (name, extra = {}) => ({
  ...shared,
  displayName: name,
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`],
  ...extra,
});

// Files that tests compare are rewritten by the same option as snapshots. Workers inherit the environment, not the arguments.
if (process.argv.some((argument) => argument === "--updateSnapshot" || argument === "-u"))
  process.env.GOLDEN = "update";

module.exports = {
  // A machine under load evaluates the whole program in seconds instead of one.
  testTimeout: 30_000,
  // Jest would leave one core idle, which is half of a small CI machine.
  maxWorkers: "100%",
  // Programs and registries of many test files add up; a worker with a large heap takes longer to exit than Jest waits.
  workerIdleMemoryLimit: "600MB",
  projects: [
    // With the tests of a user's own policy rules, and those of the example.
    project("unit", {
      testMatch: ["tests/unit", "examples/policy", "policy/custom"].map((place) => `<rootDir>/${place}/**/*.test.ts`),
    }),
    project("program"),
    // Too slow for `npm run test:unit`: the program with every stack file or setting in turn, many cases of the properties
    // that the unit suite tests with few, and what needs a compiler or other processes.
    project("sweep", {
      testMatch: ["<rootDir>/tests/sweep/**/*.test.ts", "<rootDir>/tests/unit/**/*.property.test.ts"],
      globals: { isSweep: true },
    }),
    project("engine", {
      globalSetup: "<rootDir>/tests/support/engine-setup.ts",
      testEnvironment: "<rootDir>/tests/support/engine-environment.js",
    }),
  ],
};
