import { z } from "zod";

import { differences, type Fingerprint, fingerprintOf } from "../report/fingerprint";
import { approvableSchema } from "../report/fingerprint-file";
import { VERDICTS } from "../report/outcome";
import { previewReal, type RealContext } from "../report/real";
import { parseJson, readText } from "../terminal/json";
import type { Target } from "../terminal/target";
import { ToolError } from "../terminal/tool";

/** The fingerprint of a stack in the `fingerprint.json` of an approved report. Throws if nobody can approve that report. */
export function readApproved(file: string, stack: string): Fingerprint {
  const data = parseJson(readText(file), z.array(approvableSchema), `${file} is no fingerprint.json of this version`);
  const approved = data.find((each) => each.stack === stack);
  if (approved === undefined) {
    throw new ToolError(`${file} has no stack ${stack}: only ${data.map((each) => each.stack).join(", ")}.`);
  }
  const { outcome, isSimulated, ...fingerprint } = approved;
  if (isSimulated) {
    throw new ToolError(`${file} is of a rehearsed report. Approve a report of the stack: npm run report -- … --real`);
  }
  if (outcome === "changed" || outcome === "unchanged") return fingerprint;
  throw new ToolError(
    `The outcome of stack ${stack} in ${file} is "${VERDICTS[outcome].text}". Only a report with the outcome "Changes" or "No changes" can be approved.`,
  );
}

/** Previews the update of a stack again, and throws unless it would make the changes of the approved fingerprint. */
export async function requireApproval(target: Target, file: string, context: RealContext): Promise<void> {
  const approved = readApproved(file, target.stack);
  const { preview, drift } = await previewReal(target, context);
  if (!preview.succeeded) {
    throw new ToolError(
      `The preview of ${target.stack} failed:\n${preview.errors.map(({ message }) => message).join("\n")}`,
    );
  }
  const redactor = preview.secrets.merge(drift?.secrets).redactor();
  requireApproved(approved, fingerprintOf(target.stack, preview, drift, redactor));
}

/** Throws if the preview of now would change something else than the approved one, or with other values. */
export function requireApproved(approved: Fingerprint, now: Fingerprint): void {
  if (approved.fingerprint === now.fingerprint) return;
  throw new ToolError(
    [
      `The update of stack ${now.stack} is not the approved one. Nothing was changed. Differences:`,
      ...differences(approved, now).map((difference) => `  - ${difference}`),
      "Since the approval, the program, the stack file, the state or AWS changed. Review and approve a new report.",
    ].join("\n"),
  );
}
