import {
  INSTANCE_TYPES_AS_OF,
  instanceFamilyVerdict,
  instanceTypeVerdict,
  type NameVerdict,
  nearestInstanceFamily,
  nearestInstanceType,
  sizesOfFamily,
} from "../../../domain/cluster/instance-types";
import { edit, type Finding } from "../../diagnostics/finding";
import type { Path } from "../../source/path";

/** A finding for an instance type that is not in the table: a warning if AWS can have introduced it since. */
export function* unknownInstanceType(type: string, path: Path): Iterable<Finding> {
  const sizes = sizesOfFamily(type);
  const others = sizes.length === 0 ? [] : [`the sizes of this family are ${sizes.join(", ")}`];
  yield* unknownName("instance type", path, instanceTypeVerdict(type), [
    ...nearest(nearestInstanceType(type)),
    ...others,
  ]);
}

/** The same for the family of instance types, such as m7g. */
export function* unknownInstanceFamily(family: string, path: Path): Iterable<Finding> {
  yield* unknownName("instance family", path, instanceFamilyVerdict(family), nearest(nearestInstanceFamily(family)));
}

function* unknownName(kind: string, path: Path, verdict: NameVerdict, hints: readonly string[]): Iterable<Finding> {
  if (verdict === "known") return;
  const isNewer = verdict === "newer";
  yield {
    code: "cluster/unknown-instance-type",
    path,
    message: isNewer
      ? `Not known: the ${kind} is not in the table of ${INSTANCE_TYPES_AS_OF}. Check that AWS offers it in the Region.`
      : `AWS has no ${kind} of this name (table of ${INSTANCE_TYPES_AS_OF}).`,
    allowed: [`an ${kind} of AWS`, ...hints].join("; "),
    fix: [edit(`correct the ${kind}${isNewer ? ", if it is misspelt" : ""}`)],
    ...(isNewer ? { warning: true } : {}),
  };
}

function nearest(name: string | undefined): string[] {
  return name === undefined ? [] : [`the nearest name is ${name}`];
}
