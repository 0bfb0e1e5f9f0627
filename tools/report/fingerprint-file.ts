import { z } from "zod";

import { type Fingerprint, fingerprintSchema } from "./fingerprint";
import { type Report, reportSchema } from "./model";

/** One stack of fingerprint.json: the fingerprint, and whether the report that has it can be approved. */
export const approvableSchema = fingerprintSchema.extend({
  outcome: reportSchema.shape.stacks.element.shape.outcome,
  /** Whether the preview ran in the simulated cloud, whose state is not that of the stack. */
  isSimulated: z.boolean(),
});

/** What fingerprint.json has of a report. A stack whose preview did not end has no fingerprint. */
export function fingerprintFile(
  { isSimulated, stacks }: Pick<Report, "isSimulated" | "stacks">,
  fingerprints: readonly Fingerprint[],
): readonly z.infer<typeof approvableSchema>[] {
  return stacks.flatMap(({ stack, outcome, fingerprint }) => {
    const found = fingerprints.find((each) => each.stack === stack && each.fingerprint === fingerprint);
    return found === undefined ? [] : [{ ...found, outcome, isSimulated }];
  });
}
