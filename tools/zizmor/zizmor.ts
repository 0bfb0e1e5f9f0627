import path from "node:path";
import type { PythonTool } from "../engine/python-tool";

/** Finds security problems of workflow files, https://docs.zizmor.sh; `requirements.txt` pins the same version. */
export const ZIZMOR: PythonTool = {
  name: "zizmor",
  version: "1.32.0",
  requirements: path.join(__dirname, "requirements.txt"),
  oldestMinor: 10,
};

/** Audits that are disabled, with reasons. */
export const ZIZMOR_CONFIG = path.join(__dirname, "zizmor.yml");
