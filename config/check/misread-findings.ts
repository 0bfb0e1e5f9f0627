import { edit, type Finding, set } from "../diagnostics/finding";
import { schemaAt } from "../schema/json-schema";
import { type ConfigSource, ownPaths } from "../source/source";

/** Values without quotes of which the Pulumi CLI passes on something else than the file says. */
export function misreadFindings({ file, extensions }: ConfigSource): Finding[] {
  return (file?.misread ?? []).flatMap(({ path: fullPath, written, reading }) =>
    ownPaths([fullPath]).map((path): Finding => {
      const isNumber = ["integer", "number"].includes(String(schemaAt(path, extensions)?.type));
      return {
        code: "schema/value-not-as-written",
        path,
        message: `Without quotes, YAML reads ${reading}, and Pulumi passes that on.`,
        allowed: isNumber ? "a number without leading zeros and underscores" : "text in quotes",
        fix: [isNumber ? edit("write the number without leading zeros and underscores") : set(path, written)],
      };
    }),
  );
}
