import type { GoTool } from "../engine/go-tool";

/** Finds secrets in Git repositories, https://github.com/gitleaks/gitleaks; `go.mod` beside this file pins the same version. */
export const GITLEAKS: GoTool = {
  name: "gitleaks",
  version: "8.30.1",
  moduleDirectory: __dirname,
  mainPackage: "github.com/zricethezav/gitleaks/v8",
  linkerFlags: "-s -w",
};
