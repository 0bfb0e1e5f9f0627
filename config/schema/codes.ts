import type { Codes } from "../diagnostics/code";

/** Findings about a single key or value: what zod found, and keys that no schema has. */
export const schemaCodes = {
  "schema/not-a-stack-file": {
    cause: "The file is not YAML that Pulumi can read, or it lacks the map `config`, so nothing in it can be checked.",
    remedy: "Correct the YAML at the position that the report names.",
  },
  "schema/value-not-as-written": {
    cause:
      "Pulumi reads stack files as [YAML 1.1](https://yaml.org/type/): without quotes, `2026-11-27` is a point in time that it passes on as `2026-11-27 00:00:00 +0000 UTC`, `0700` is the octal number 448, `012345678901` loses its zero, and `1_000` is the number 1000.",
    remedy: "Put text in quotes; write numbers without leading zeros and underscores.",
  },
  "schema/plain-credentials": {
    cause:
      "`aws:accessKey`, `aws:secretKey` and `aws:token` are credentials, and whoever can read the repository can use them. Groundwork does not read them: its provider uses the [credentials of the shell](https://www.pulumi.com/registry/packages/aws/installation-configuration/).",
    remedy: "Remove the key, and delete the access key at AWS.",
  },
  "schema/secret-in-free-form": {
    cause:
      "The value is encrypted, and the program passes it to a resource without a secret input, so previews and the state would contain it decrypted.",
    remedy: "Remove the secret from the stack file, and let pods read it from AWS Secrets Manager.",
  },
  "schema/unknown-key": {
    cause: "No schema has this key, so nothing would read it.",
    remedy: "Remove the key.",
  },
  "schema/renamed-key": {
    cause: "The key had this name in an earlier release, and nothing reads the old name.",
    remedy: "Rename the key to the name that the report states; its value stays the same.",
  },
  "schema/misspelt-key": {
    cause: "No schema has this key, but one with a similar name.",
    remedy: "Rename the key.",
  },
  "schema/misplaced-key": {
    cause: "The key belongs to another map of the stack file, so nothing would read it here.",
    remedy: "Move the key to the place that the report names.",
  },
  "schema/invalid-key": {
    cause: "The keys of this map are names, and this one is not a name that AWS or Kubernetes accepts.",
    remedy: "Rename or remove the key.",
  },
  "schema/reserved-key": {
    cause:
      "[JavaScript reserves](https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Object/proto) the key `__proto__` for the prototype of an object, so the program would lose the value.",
    remedy: "Rename or remove the key.",
  },
  "schema/missing-key": {
    cause: "The key is required and has no default.",
    remedy: "Set the key.",
  },
  "schema/wrong-type": {
    cause:
      "The value has another type than the schema expects, often because YAML reads text without quotes as a number or a boolean.",
    remedy: "Write the value in the expected type; put text in quotes.",
  },
  "schema/not-allowed-value": {
    cause: "The value is none of those that the key accepts.",
    remedy: "Choose one of the values that the report lists.",
  },
  "schema/wrong-form": {
    cause: "The value does not have the form that the key requires.",
    remedy: "Write the value in the form that the report describes.",
  },
  "schema/out-of-range": {
    cause: "The number is less than the minimum or greater than the maximum of the key.",
    remedy: "Choose a number in the range that the report names.",
  },
  "schema/wrong-number-of-entries": {
    cause: "The list has fewer or more entries than the key accepts.",
    remedy: "Add or remove entries.",
  },
  "schema/invalid-value": {
    cause: "The schema refuses the value for the reason that the message states.",
    remedy: "Change the value as the report suggests.",
  },
} as const satisfies Codes<"schema">;
