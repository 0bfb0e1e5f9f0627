/** An error of Pulumi about the state of a stack, with what it means and what to do. Only its text says which one it is. */
interface Explanation {
  readonly pattern: RegExp;
  readonly meaning: string;
  readonly remedy: (select: string) => string;
}

const PASSPHRASE = /passphrase/i;

const EXPLANATIONS: readonly Explanation[] = [
  {
    pattern: PASSPHRASE,
    meaning: "The passphrase of the stack's secrets is wrong or not set.",
    remedy: () =>
      "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the passphrase with which the stack was created.",
  },
  {
    pattern:
      /ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|no EC2 IMDS role|failed to (refresh|retrieve) .*credentials|NoCredentialProviders/i,
    meaning: "AWS does not accept the credentials, or there are none, so the state in the bucket cannot be read.",
    remedy: () => "Sign in again, and run the command again: docs/runbooks/expired-credentials.md",
  },
  {
    pattern: /AccessDenied|Forbidden|not authorized|KMS/i,
    meaning: "The role may not read the state bucket, or may not use the KMS key that encrypts it.",
    remedy: () => "Use the role that updates this stack. `aws sts get-caller-identity` prints the current one.",
  },
  {
    pattern: /load checkpoint|JSON|unmarshal|deserializ|integrity|invalid character/i,
    meaning: "The state file is corrupt.",
    remedy: (select) =>
      `Restore its last version: npm run recover -- ${select} lists the versions; docs/runbooks/lost-state.md`,
  },
  {
    pattern: /NoSuchBucket/i,
    meaning: "The state bucket does not exist.",
    remedy: () => "Check PULUMI_BACKEND_URL. If the bucket was deleted: docs/runbooks/lost-state.md",
  },
  {
    pattern: /dial tcp|no such host|timeout|connection (refused|reset)/i,
    meaning: "This machine cannot connect to the backend of the state.",
    remedy: () => "Check the network and PULUMI_BACKEND_URL, and run the command again.",
  },
  {
    pattern: /no stack selected|not logged in|pulumi login|PULUMI_ACCESS_TOKEN must be set/i,
    meaning: "Pulumi has no stack or no backend.",
    remedy: () =>
      "Name the stack, and set PULUMI_BACKEND_URL or log in to the backend: npm run pulumi -- login s3://BUCKET",
  },
];

/** Whether Pulumi failed because the passphrase is wrong or not set. */
export function isAboutPassphrase(stderr: string): boolean {
  return PASSPHRASE.test(stderr);
}

/** Says why the state cannot be read, and what to do. */
export function explainUnreadable(stderr: string, select: readonly string[]): string {
  const error = stderr.trim();
  const { meaning, remedy } = EXPLANATIONS.find(({ pattern }) => pattern.test(error)) ?? {
    meaning: "The state of the stack cannot be read.",
    remedy: () => "Run npm run doctor, which checks the backend and the credentials.",
  };
  return `${meaning}\n  ${error.replaceAll("\n", "\n  ")}\n${remedy(select.join(" "))}`;
}
