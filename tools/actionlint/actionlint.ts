import type { GoTool } from "../engine/go-tool";

/** The linter of workflow files, https://github.com/rhysd/actionlint; `go.mod` beside this file pins the same version. */
export const ACTIONLINT: GoTool = {
  name: "actionlint",
  version: "1.7.12",
  moduleDirectory: __dirname,
  mainPackage: "github.com/rhysd/actionlint/cmd/actionlint",
  linkerFlags: "-s -w",
};
