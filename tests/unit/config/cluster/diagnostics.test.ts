import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";

const AT = "cluster.diagnostics";

function diagnostics(settings: object = {}, more: Edits = {}): Edits {
  return {
    "storage.buckets": { crashes: { class: "logs" } },
    "cluster.namespaces": { worker: {}, web: {} },
    "cluster.diagnostics": { bucket: "crashes", ...settings },
    ...more,
  };
}

describe("diagnostics", () => {
  it.each<[string, Edits]>([
    ["a key of storage.buckets", diagnostics()],
    ["some of cluster.namespaces", diagnostics({ namespaces: ["web"] })],
    [
      "a pull through cache of the account without internet access",
      diagnostics(
        { imageRegistry: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/ecr-public" },
        { "network.nat": "none", "network.interfaceEndpoints.bundles": ["private-eks"] },
      ),
    ],
  ])("can use %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits)]).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a bucket that does not exist",
      diagnostics({ bucket: "data" }),
      [`${AT}.bucket: cluster/diagnostics-unknown-bucket`],
    ],
    [
      "a namespace that does not exist",
      diagnostics({ namespaces: ["web", "shop"] }),
      [`${AT}.namespaces[1]: cluster/diagnostics-unknown-namespace`],
    ],
    ["no namespaces", diagnostics({}, { "cluster.namespaces": {} }), [`${AT}: cluster/diagnostics-without-namespaces`]],
    [
      "a namespace of the same name as its own",
      diagnostics({}, { "cluster.namespaces": { diagnostics: {} } }),
      ["cluster.namespaces.diagnostics: cluster/diagnostics-namespace-taken"],
    ],
  ])("are refused with %s", (_, edits, expected) => {
    expect(problemsWith(edits)).toEqual(expected);
  });

  it("are refused with a Fargate profile for their namespace", () => {
    const edits = diagnostics({}, { "cluster.fargateProfiles.all": { selectors: [{ namespace: "diag*" }] } });
    expect(problemsWith(edits)).toEqual([
      expect.stringMatching(/^cluster\.fargateProfiles\.all\.selectors\[0\]\.namespace: /),
    ]);
  });

  it("have a warning where nodes do not reach the registry of their images", () => {
    expect(warningsWith(diagnostics({}, { "network.nat": "none" }))).toContain(
      `${AT}.imageRegistry: cluster/diagnostics-images-unreachable`,
    );
  });

  it("read all of cluster.namespaces by default, in alphabetical order", () => {
    expect(verdictOn(diagnostics()).config?.cluster.diagnostics).toEqual({
      bucket: "crashes",
      logLines: 50,
      namespaces: ["web", "worker"],
      imageRegistry: "public.ecr.aws",
    });
  });
});
