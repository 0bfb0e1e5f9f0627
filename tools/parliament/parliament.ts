import path from "node:path";
import type { PythonTool } from "./python-tool";

/**
 * The linter of IAM policies: actions that do not exist, resources and condition keys that an action does not support.
 * A fork of https://github.com/duo-labs/parliament that renews the data of AWS's services:
 * https://github.com/mitodl/parliament. `requirements.txt` beside this file pins the same version.
 */
export const PARLIAMENT: PythonTool = {
  name: "ol-parliament",
  version: "1.7.0",
  requirements: path.join(__dirname, "requirements.txt"),
  oldestMinor: 10,
};

export const LINT_SCRIPT = path.join(__dirname, "lint.py");
