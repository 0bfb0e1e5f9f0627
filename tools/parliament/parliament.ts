import path from "node:path";
import type { PythonTool } from "../engine/python-tool";

/**
 * Linter of IAM policies. It reports unknown actions, and resources and condition keys that an action does not support.
 * A fork of https://github.com/duo-labs/parliament with current data about AWS services:
 * https://github.com/mitodl/parliament. `requirements.txt` pins the same version.
 */
export const PARLIAMENT: PythonTool = {
  name: "ol-parliament",
  version: "1.7.0",
  requirements: path.join(__dirname, "requirements.txt"),
  oldestMinor: 10,
};

export const LINT_SCRIPT = path.join(__dirname, "lint.py");
