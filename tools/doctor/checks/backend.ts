import { backendUrl } from "../../backend/url";
import { PROJECT_DIR } from "../../rehearse/load";
import type { CommandResult } from "../../terminal/command";
import type { Caller, Context } from "../context";
import { fail, type Finding, lastLine, pass, skipped, warn } from "../finding";

/** The URL of the backend that stores the state, or why it is unknown. */
export type Backend = { readonly url: string } | { readonly unknown: string };

const LOG_IN = 'Set PULUMI_BACKEND_URL, or npm run pulumi -- login "s3://…": docs/bootstrap.md';

export async function findBackend({
  env,
  engine,
  pulumi,
}: Pick<Context, "env" | "engine" | "pulumi">): Promise<Backend> {
  const run: typeof pulumi = (args) =>
    typeof engine === "string" ? Promise.resolve({ exitCode: 1, stdout: "", stderr: engine }) : pulumi(args);
  const url = await backendUrl(env, run, PROJECT_DIR);
  if (url !== undefined) return { url };
  return { unknown: typeof engine === "string" ? "no Pulumi CLI" : "Pulumi is not logged in to a backend" };
}

/** Whether the backend keeps versions of the state, and encrypts it. */
export async function checkBackend(
  backend: Backend,
  caller: Caller,
  { run }: Pick<Context, "run">,
): Promise<readonly Finding[]> {
  const check = "Backend";
  if ("unknown" in backend) {
    return [
      backend.unknown === "no Pulumi CLI" ? skipped(check, backend.unknown) : warn(check, backend.unknown, LOG_IN),
    ];
  }
  const { url } = backend;
  if (url.startsWith("s3://")) return bucketFindings(url, caller, run);
  if (url.startsWith("file://")) {
    const text = `${url}: a folder of this machine, without versions and without locks for others`;
    return [warn(check, text, "Create a state bucket: docs/bootstrap.md")];
  }
  if (/^https:\/\/(api|app)\.pulumi\.com/.test(url)) {
    return [pass(check, `${url}: Pulumi Cloud keeps versions and encrypts the state`)];
  }
  return [pass(check, url), skipped("State versions and encryption", "only S3 buckets are checked")];
}

async function bucketFindings(url: string, caller: Caller, run: Context["run"]): Promise<readonly Finding[]> {
  const bucket = bucketOf(url);
  if ("unknown" in caller) return [skipped("Backend", caller.unknown)];
  const read = (operation: string): Promise<CommandResult> =>
    run("aws", ["s3api", operation, "--bucket", bucket, ...regionOption(url), "--output", "json"]);
  const [versioning, encryption] = await Promise.all([read("get-bucket-versioning"), read("get-bucket-encryption")]);
  if (versioning.exitCode !== 0) {
    const reason = lastLine(versioning.stderr);
    // Roles of pipelines may read objects of the bucket, but not its settings.
    if (reason.includes("AccessDenied")) return [skipped("Backend", reason)];
    return [
      fail("Backend", `${url} is not reachable: ${reason}`, `aws s3api get-bucket-versioning --bucket ${bucket}`),
    ];
  }
  return [
    pass("Backend", `${url} is reachable`),
    versioning.stdout.includes('"Enabled"')
      ? pass("State versions", "the bucket keeps versions")
      : fail(
          "State versions",
          "the bucket keeps no versions: a lost or corrupt state cannot be restored",
          `aws s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled`,
        ),
    encryptionFinding(encryption),
  ];
}

/** S3 encrypts every object; a KMS key also lets its policy decide who reads the state. */
function encryptionFinding({ exitCode, stdout, stderr }: CommandResult): Finding {
  const check = "State encryption";
  if (exitCode !== 0) return skipped(check, lastLine(stderr));
  if (stdout.includes("aws:kms")) return pass(check, "the bucket uses a KMS key");
  return warn(
    check,
    "the bucket uses a key of S3: who reads the bucket reads the state",
    "Create a state bucket with a KMS key: docs/bootstrap.md",
  );
}

function bucketOf(url: string): string {
  return new URL(url).hostname;
}

function regionOption(url: string): readonly string[] {
  const region = new URL(url).searchParams.get("region");
  return region === null ? [] : ["--region", region];
}
