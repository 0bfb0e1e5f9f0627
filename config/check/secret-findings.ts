import { edit, type Finding } from "../diagnostics/finding";
import { schemaAt } from "../schema/json-schema";
import type { PartName } from "../schema";
import type { Path } from "../source/path";
import { type ConfigSource, ownPaths } from "../source/source";

const EXTENSIONS = "extensions" satisfies PartName;
const FOR_PODS = "pods can read it from AWS Secrets Manager (`cluster.externalSecrets`)";
const FOR_EXTENSIONS = "the extension can read it with `pulumi.Config` from a key of its own namespace";

/**
 * Encrypted values that the program passes on as they are: configuration of add-ons, Helm values, overrides, and settings
 * of extensions. Inputs of their resources are not secret, so state and previews would contain the decrypted value.
 */
export function secretFindings({ file }: ConfigSource): Finding[] {
  return ownPaths(file?.sealed ?? [])
    .filter((path) => path[0] === EXTENSIONS || isInFreeForm(path))
    .map((path) => ({
      code: "schema/secret-in-free-form",
      path,
      message: "Encrypted values are not supported here: previews and the state would contain the decrypted value.",
      allowed: "values that are not secret",
      fix: [edit(`remove the secret; ${path[0] === EXTENSIONS ? FOR_EXTENSIONS : FOR_PODS}`)],
    }));
}

/** https://www.pulumi.com/registry/packages/aws/installation-configuration/#configuration-options */
const CREDENTIALS = ["aws:accessKey", "aws:secretKey", "aws:token"];

/** Credentials of the AWS provider in plain text. The program does not read them, and its report does not show them. */
export function credentialFindings({ file }: ConfigSource): Finding[] {
  const masked = new Set((file?.secrets ?? []).map(([key]) => key));
  return CREDENTIALS.filter((key) => file !== undefined && Object.hasOwn(file.values, key) && !masked.has(key)).map(
    (key) => ({
      code: "schema/plain-credentials",
      path: [key],
      message:
        "The file contains credentials of AWS in plain text, and Groundwork does not read them: its provider uses the credentials of the shell.",
      allowed: "credentials of the shell, such as a profile or a role of the pipeline",
      fix: [
        edit(`remove \`${key}\`, and delete the access key at AWS, because the history of the repository keeps it`),
      ],
    }),
  );
}

/** Whether the schema allows any value at the path or above it. */
function isInFreeForm(path: Path): boolean {
  return path.some((_, index) => {
    const schema = schemaAt(path.slice(0, index + 1));
    return schema !== undefined && Object.keys(schema).length === 0;
  });
}
