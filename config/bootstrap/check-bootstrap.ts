import { examine, report, type Verdict, verdictOf } from "../check/check";
import { BOOTSTRAP_PARTS } from "../schema";
import type { ConfigSource } from "../source/source";
import { type BootstrapConfig, type BootstrapParts, resolveBootstrap } from "./resolve-bootstrap";

/** Checks the stack file of an account's bootstrap. */
export function checkBootstrap(source: ConfigSource, today: Date): Verdict<BootstrapConfig> {
  const { found, parts } = examine(source, today, BOOTSTRAP_PARTS);
  const problems = report(found, source, (other) =>
    examine(other, today, BOOTSTRAP_PARTS).found.map(({ finding }) => finding),
  );
  return verdictOf(source, problems, parts, () => resolveBootstrap(parts as BootstrapParts));
}
