import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { type PythonTool, pythonWith } from "../../engine/python-tool";
import type { RunCommand } from "../../terminal/command";
import type { StateResource } from "../../state/exported-state";
import { ToolError } from "../../terminal/tool";
import { terraformPlan, urnsByAddress } from "./terraform-plan";

/** Scanner of infrastructure code by another project, https://www.checkov.io; `requirements.txt` pins the same version. */
export const CHECKOV: PythonTool = {
  name: "checkov",
  version: "3.3.30",
  requirements: path.join(__dirname, "requirements.txt"),
  oldestMinor: 10,
};

/** A failed check of Checkov on one resource. */
export interface Remark {
  /** `CKV_AWS_145`. */
  readonly check: string;
  /** The check's title. */
  readonly title: string;
  readonly urn: string;
}

export interface ScanResult {
  readonly remarks: readonly Remark[];
  /** Number of checks that passed, one for each resource that a check looked at. */
  readonly passed: number;
}

/** The output of Checkov for one framework: https://www.checkov.io/2.Basics/Reviewing%20Scan%20Results.html */
interface Output {
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
    }[];
  };
  readonly summary: { readonly passed: number; readonly parsing_errors: number };
}

/** Exit code of Checkov with failed checks. */
const HAS_REMARKS = 1;

/** Runs Checkov on the AWS resources of a state, rendered as a Terraform plan. Checkov connects to no service. */
export async function scan(resources: readonly StateResource[], cache: string, run: RunCommand): Promise<ScanResult> {
  const python = await pythonWith(CHECKOV, cache, run);
  const folder = await mkdtemp(path.join(tmpdir(), "groundwork-checkov-"));
  try {
    const plan = path.join(folder, "plan.json");
    await writeFile(plan, JSON.stringify(terraformPlan(resources)));
    const options = ["--framework", "terraform_plan", "--compact", "--quiet", "--skip-download", "--output", "json"];
    const { exitCode, stdout, stderr } = await run(python, ["-I", "-m", "checkov.main", "--file", plan, ...options], {
      cwd: folder,
    });
    if (exitCode !== 0 && exitCode !== HAS_REMARKS) throw new ToolError(`Checkov failed:\n${stderr || stdout}`);
    return readOutput(stdout, urnsByAddress(resources));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function readOutput(text: string, urns: ReadonlyMap<string, string>): ScanResult {
  const { results, summary } = JSON.parse(text) as Output;
  if (summary.parsing_errors > 0) throw new ToolError("Checkov could not read the Terraform plan.");
  const remarks = results.failed_checks.map(({ check_id: check, check_name: title, resource }) => ({
    check,
    title,
    urn: urns.get(resource) ?? resource,
  }));
  return { remarks, passed: summary.passed };
}
