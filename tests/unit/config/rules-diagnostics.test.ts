import { type Edits, problemsWith, verdictOn, warningsWith } from "./fixtures";

const AT = "cluster.diagnostics";

function diagnostics(settings: object = {}, more: Edits = {}): Edits {
  return {
    "storage.buckets": { crashes: { class: "logs" } },
    "cluster.namespaces": { worker: {}, web: {} },
    "cluster.diagnostics": { bucket: "crashes", ...settings },
    ...more,
  };
}

describe("rules on what saves the logs of failing pods", () => {
  it.each<[string, Edits]>([
    ["a bucket of the platform", diagnostics()],
    ["some of the namespaces", diagnostics({ namespaces: ["web"] })],
    [
      "the account's own registry, where nothing leads to the internet",
      diagnostics(
        { imageRegistry: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/ecr-public" },
        { "network.nat": "none", "network.interfaceEndpoints.bundles": ["private-eks"] },
      ),
    ],
  ])("allow %s", (_, edits) => {
    expect([...problemsWith(edits), ...warningsWith(edits)]).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    ["a bucket that is not there", diagnostics({ bucket: "data" }), [`${AT}.bucket: There is no such bucket.`]],
    [
      "a namespace that is not there",
      diagnostics({ namespaces: ["web", "shop"] }),
      [`${AT}.namespaces[1]: Not a namespace of the platform.`],
    ],
    [
      "no namespace at all",
      diagnostics({}, { "cluster.namespaces": {} }),
      [`${AT}: There is no namespace to look in.`],
    ],
    [
      "a namespace of the name that it takes",
      diagnostics({}, { "cluster.namespaces": { diagnostics: {} } }),
      ["cluster.namespaces.diagnostics: Is made for what saves the logs of failing pods, by rules of its own."],
    ],
    [
      "Fargate for its pods",
      diagnostics({}, { "cluster.fargateProfiles.all": { selectors: [{ namespace: "diag*" }] } }),
      [
        "cluster.fargateProfiles.all.selectors[0].namespace: Takes the pods that save logs, which need a node: they have their rights by Pod Identity.",
      ],
    ],
  ])("refuse %s", (_, edits, expected) => {
    expect(problemsWith(edits)).toEqual(expected);
  });

  it("warn where its images are out of reach", () => {
    expect(warningsWith(diagnostics({}, { "network.nat": "none" }))).toContainEqual(
      expect.stringMatching(
        /^cluster\.diagnostics\.imageRegistry: Without NAT nodes pull its images from public\.ecr\.aws/,
      ),
    );
  });

  it("look in every namespace of the platform where none is named, whatever their order", () => {
    expect(verdictOn(diagnostics()).config?.cluster.diagnostics).toEqual({
      bucket: "crashes",
      logLines: 50,
      namespaces: ["web", "worker"],
      imageRegistry: "public.ecr.aws",
    });
  });
});
