import type { Control } from "../../../domain/controls/control";
import { logicalNameOf } from "../../../domain/policy/waiver";
import type { Evidence } from "../evidence";
import type { Remark } from "./checkov";

/** A remark of Checkov that the catalogue does not explain. */
export interface UnexplainedRemark extends Pick<Remark, "check" | "title"> {
  /** Logical name. */
  readonly resource: string;
}

/**
 * The remarks of Checkov that contradict the evidence. A remark is explained if its control is not applicable, if the control
 * is waived or has an exception for the resource, or if Checkov is wrong about a control that is met.
 */
export function unexplainedRemarks(
  remarks: readonly Remark[],
  controls: readonly Control[],
  evidence: readonly Evidence[],
): readonly UnexplainedRemark[] {
  return remarks
    .map(({ check, title, urn }) => ({ check, title, resource: logicalNameOf(urn) }))
    .filter(({ check, resource }) => {
      const found = evidence.find(({ control }) => control === check);
      if (found === undefined) return true;
      const { verdict, resources, excepted } = found;
      if (verdict === "not applicable" || excepted.includes(resource)) return false;
      const isScannerError = controls.find(({ id }) => id === check)?.scannerError !== undefined;
      return !(verdict === "waived" || (verdict === "met" && isScannerError)) || !resources.includes(resource);
    });
}
