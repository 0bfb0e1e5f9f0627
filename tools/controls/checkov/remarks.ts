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
 * is waived for the resource, or if the control states an exception.
 */
export function unexplainedRemarks(
  remarks: readonly Remark[],
  controls: readonly Control[],
  evidence: readonly Evidence[],
): readonly UnexplainedRemark[] {
  return remarks
    .map(({ check, title, urn }) => ({ check, title, resource: logicalNameOf(urn) }))
    .filter(({ check, resource }) => {
      const { verdict, resources } = evidence.find(({ control }) => control === check) ?? {};
      if (verdict === "not applicable") return false;
      if (verdict === "waived" && resources?.includes(resource) === true) return false;
      return controls.find(({ id }) => id === check)?.exception === undefined;
    });
}
