import { newerRelease, pinnedReleases, type PinnedRelease } from "../../../tools/maintain/ami-releases";
import { renewCalendar } from "../../../tools/maintain/kubernetes-calendar";
import { newestSources } from "../../../tools/maintain/newest-sources";
import type { RunCommand } from "../../../tools/terminal/command";

const TODAY = new Date("2026-11-27T10:00:00Z");

/** The AWS CLI with this output; records its arguments. */
function answering(output: object | string, calls: string[] = []): RunCommand {
  return (command, args) => {
    calls.push([command, ...args].join(" "));
    const result = typeof output === "string" ? { exitCode: 254, stderr: output } : { exitCode: 0, stderr: "" };
    return Promise.resolve({ ...result, stdout: JSON.stringify(output) });
  };
}

describe("the calendar of Kubernetes versions", () => {
  const before = {
    asOf: "2026-09-18",
    source: "https://docs.aws.amazon.com/eks",
    versions: { "1.35": { standardUntil: "2027-03-27", extendedUntil: "2028-03-27" } },
  };
  const offered = (version: string, standard: string): object => ({
    clusterVersion: version,
    endOfStandardSupportDate: standard,
    endOfExtendedSupportDate: "2028-03-27T00:00:00+00:00",
  });

  it("gets other dates of the EKS API, whatever the zone of the machine, with the day of the comparison", async () => {
    const run = answering({ clusterVersions: [offered("1.35", "2027-04-03T02:00:00+02:00")] });
    expect(await renewCalendar(before, TODAY, run)).toEqual({
      calendar: {
        ...before,
        asOf: "2026-11-27",
        versions: { "1.35": { standardUntil: "2027-04-03", extendedUntil: "2028-03-27" } },
      },
      lines: [expect.stringMatching(/^~ 1\.35: standard support until 2027-04-03 \(was 2027-03-27\)/)],
    });
  });

  it("stays as it is for the same dates, and names a version that it lacks", async () => {
    const versions = [offered("1.35", "2027-03-27T00:00:00+00:00"), offered("1.37", "2027-12-01T00:00:00+00:00")];
    const { calendar, lines } = await renewCalendar(before, TODAY, answering({ clusterVersions: versions }));
    expect(calendar).toEqual(before);
    expect(lines).toEqual([expect.stringMatching(/^! 1\.37 is not in the calendar/)]);
  });

  it("stays as it is if the AWS CLI fails or answers in another form", async () => {
    await expect(renewCalendar(before, TODAY, answering("AccessDenied"))).rejects.toThrow(
      "`aws eks describe-cluster-versions --include-all` failed:\nAccessDenied",
    );
    await expect(renewCalendar(before, TODAY, answering({}))).rejects.toThrow("has another form than expected");
  });
});

describe("the AMI release of a node group", () => {
  const pinned: PinnedRelease = {
    group: "main",
    amiType: "AL2023_ARM_64_STANDARD",
    version: "1.35",
    releaseVersion: "1.35.7-20260827",
  };

  it("is of interest only if the group pins it, for the Kubernetes version of the nodes", () => {
    const nodeGroups = {
      main: { amiType: pinned.amiType, releaseVersion: pinned.releaseVersion },
      other: { amiType: pinned.amiType },
    };
    expect(pinnedReleases({ version: "1.36", nodeVersion: "1.35", nodeGroups })).toEqual([pinned]);
  });

  it.each([
    [
      "AL2023_ARM_64_STANDARD",
      "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/arm64/standard/recommended/release_version",
    ],
    [
      "AL2023_x86_64_STANDARD",
      "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended/release_version",
    ],
    ["BOTTLEROCKET_ARM_64", "/aws/service/bottlerocket/aws-k8s-1.35/arm64/latest/image_version"],
  ])("of the type %s is the public parameter %s", async (amiType, name) => {
    const calls: string[] = [];
    const run = answering({ Parameter: { Value: "1.35.8-20261120" } }, calls);
    expect(await newerRelease({ ...pinned, amiType }, "eu-west-1", run)).toBe("1.35.8-20261120");
    expect(calls).toEqual([`aws ssm get-parameter --name ${name} --region eu-west-1 --output json`]);
  });

  it("stays if it is the newest, or if AWS publishes none for the type", async () => {
    const run = answering({ Parameter: { Value: pinned.releaseVersion } });
    expect(await newerRelease(pinned, "eu-west-1", run)).toBeUndefined();
    expect(await newerRelease({ ...pinned, amiType: "AL2023_x86_64_NVIDIA" }, "eu-west-1", run)).toBeUndefined();
  });
});

describe("the packages behind the tables", () => {
  const wheel = { packagetype: "bdist_wheel", upload_time: "2026-11-25T10:00:00", digests: { sha256: "ab" } };
  const source = { ...wheel, packagetype: "sdist", digests: { sha256: "cd" } };

  it("are the newest wheels of PyPI, with their hashes", async () => {
    const sources = await newestSources(() =>
      Promise.resolve(Response.json({ info: { version: "6.0.0" }, urls: [source, wheel] })),
    );
    expect(sources.moto).toEqual({ name: "moto", version: "6.0.0", released: "2026-11-25", sha256: "ab" });
    expect(sources.botocore.name).toBe("botocore");
  });

  it("are an error that names the address if PyPI has no wheel or does not answer", async () => {
    const empty = (): Promise<Response> =>
      Promise.resolve(Response.json({ info: { version: "6.0.0" }, urls: [source] }));
    await expect(newestSources(empty)).rejects.toThrow("6.0.0 has no wheel at https://pypi.org/pypi/");
    const down = (): Promise<Response> => Promise.resolve(new Response("", { status: 503 }));
    await expect(newestSources(down)).rejects.toThrow("answered with HTTP status 503");
  });
});
