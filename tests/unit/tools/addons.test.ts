import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import fc from "fast-check";
import { createColors } from "picocolors";

import { ADDON_NAMES } from "../../../domain/cluster/addons/catalog";
import { type DescribedAddons, lockedVersions, proposeAddons } from "../../../tools/config/propose-addons";
import { runConfig } from "../../../tools/config/run";

type Offer = readonly [version: string, isDefault: boolean, clusterVersion?: string];

/** As AWS answers: each version with the Kubernetes versions that it fits. */
function described(offers: Readonly<Record<string, readonly Offer[]>>): DescribedAddons {
  return {
    addons: Object.entries(offers).map(([addonName, versions]) => ({
      addonName,
      addonVersions: versions.map(([addonVersion, defaultVersion, clusterVersion = "1.36"]) => ({
        addonVersion,
        compatibilities: [{ clusterVersion, defaultVersion }],
      })),
    })),
  };
}

const LOCKED = lockedVersions("1.36");

function proposalFor(addon: string, ...offers: readonly Offer[]): object | undefined {
  return proposeAddons("1.36", described({ [addon]: offers }), LOCKED).find((proposal) => proposal.addon === addon);
}

describe("proposed add-on versions", () => {
  it("are AWS's default versions, not the newest", () => {
    expect(proposalFor("coredns", ["v1.14.9-eksbuild.1", false], ["v1.14.3-eksbuild.23", true])).toEqual({
      addon: "coredns",
      from: { version: "v1.14.3-eksbuild.16", asOf: "2026-09-18" },
      to: "v1.14.3-eksbuild.23",
    });
  });

  it("are compatible with the Kubernetes version", () => {
    expect(proposalFor("kube-proxy", ["v1.35.3-eksbuild.29", true, "1.35"])).toMatchObject({ to: undefined });
  });

  it("raise the CNI by one minor version at most, with a note if AWS's default is newer", () => {
    const offers: Offer[] = [
      ["v1.25.0-eksbuild.1", true],
      ["v1.23.4-eksbuild.2", false],
      ["v1.23.0-eksbuild.1", false],
      ["v1.22.4-eksbuild.3", false],
    ];
    expect(proposalFor("vpc-cni", ...offers)).toEqual({
      addon: "vpc-cni",
      from: { version: "v1.22.4-eksbuild.3", asOf: "2026-09-18" },
      to: "v1.23.4-eksbuild.2",
      because: "AWS recommends v1.25.0-eksbuild.1, and the CNI is updated one minor version at a time",
    });
  });

  it("include add-ons without a version", () => {
    expect(proposalFor("kube-state-metrics", ["v2.19.1-eksbuild.2", true])).toMatchObject({
      from: undefined,
      to: "v2.19.1-eksbuild.2",
    });
  });

  it("contain every add-on of the catalog in its order, independent of the answer of AWS", () => {
    fc.assert(
      fc.property(fc.subarray([...ADDON_NAMES, "adot"]), (names) => {
        const answer = described(Object.fromEntries(names.map((name) => [name, [["v1.0.0-eksbuild.1", true]]])));
        const lines = proposeAddons("1.36", answer, LOCKED).map(({ addon }) => addon);
        expect(lines).toEqual(ADDON_NAMES);
      }),
    );
  });
});

describe("config addons", () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), "groundwork-addons-"));
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  async function run(answer: unknown, ...args: string[]): Promise<{ exitCode: number; output: string }> {
    writeFileSync(path.join(directory, "answer.json"), typeof answer === "string" ? answer : JSON.stringify(answer));
    const lines: string[] = [];
    const write = (text: string): void => void lines.push(text);
    const context = { directory, today: new Date("2026-11-21"), write, colors: createColors(false) };
    return { exitCode: await runConfig(["addons", ...args], context), output: lines.join("\n") };
  }

  it("prints the lines to change in the files of the catalog", async () => {
    const answer = described({
      coredns: [["v1.14.3-eksbuild.23", true]],
      "cert-manager": [["v1.21.1-eksbuild.1", true]],
      "kube-proxy": [["v1.36.0-eksbuild.21", true]],
    });
    expect(await run(answer, "1.36", "answer.json")).toEqual({
      exitCode: 0,
      output: [
        "domain/cluster/addons/coredns.ts",
        '-  "1.36": { version: "v1.14.3-eksbuild.16", asOf: "2026-09-18" },',
        '+  "1.36": { version: "v1.14.3-eksbuild.23", asOf: "2026-11-21" },',
        "domain/cluster/addons/cert-manager.ts",
        '+  "1.36": { version: "v1.21.1-eksbuild.1", asOf: "2026-11-21" },',
      ].join("\n"),
    });
  });

  it("writes newer versions into the catalog on request, and offers no further add-on", async () => {
    const folder = path.join(directory, "domain/cluster/addons");
    mkdirSync(folder, { recursive: true });
    const catalog = readFileSync(path.resolve(__dirname, "../../../domain/cluster/addons/coredns.ts"), "utf8");
    writeFileSync(path.join(folder, "coredns.ts"), catalog);
    const answer = described({
      coredns: [["v1.14.3-eksbuild.23", true]],
      "cert-manager": [["v1.21.1-eksbuild.1", true]],
    });
    await run(answer, "1.36", "answer.json", "--write");
    expect(readdirSync(folder)).toEqual(["coredns.ts"]);
    expect(readFileSync(path.join(folder, "coredns.ts"), "utf8")).toBe(
      catalog.replace(
        '"1.36": { version: "v1.14.3-eksbuild.16", asOf: "2026-09-18" },',
        '"1.36": { version: "v1.14.3-eksbuild.23", asOf: "2026-11-21" },',
      ),
    );
  });

  it("states that all versions are up to date", async () => {
    const answer = described({ coredns: [["v1.14.3-eksbuild.16", true]] });
    expect((await run(answer, "1.36", "answer.json")).output).toBe(
      "✓ The add-on catalog has the versions that AWS recommends for Kubernetes 1.36.",
    );
  });

  it.each(["An error occurred", "[]", '{"clusters":[]}'])(
    "rejects input that is not the output of AWS: %s",
    async (answer) => {
      expect(await run(answer, "1.36", "answer.json")).toEqual({
        exitCode: 1,
        output: "✗ The input is not the output of `aws eks describe-addon-versions --output json`.",
      });
    },
  );

  it("requires a Kubernetes version", async () => {
    expect(await run("{}")).toMatchObject({
      exitCode: 2,
      output: expect.stringContaining("The argument <version> is missing.") as string,
    });
  });
});
