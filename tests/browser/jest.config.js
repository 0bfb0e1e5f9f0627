/** Tests in a real Chromium, which not every machine has: `npm run test:browser`. */
module.exports = {
  rootDir: "../..",
  displayName: "browser",
  testMatch: ["<rootDir>/tests/browser/**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  testEnvironment: "node",
  testTimeout: 60_000,
};
