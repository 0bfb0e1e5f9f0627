import { type Edits, problemsWith, warningsWith } from "../fixtures";

const SAMPLE = "cluster.sampleWorkload";
const IMAGE = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-dev/web:1";

/** A sample workload with an image of the account's private registry, in a namespace that exists. */
const sample = (versions: Readonly<Record<string, number>>, settings: object = {}): Edits => ({
  "cluster.namespaces": { web: {} },
  [SAMPLE]: {
    namespace: "web",
    versions: Object.fromEntries(Object.entries(versions).map(([name, weight]) => [name, { image: IMAGE, weight }])),
    ...settings,
  },
});

/** With the default image, which is in Amazon ECR Public. */
const publicImage = (admission: object): Edits => ({
  ...sample({}, { versions: { blue: {} } }),
  "cluster.admission": admission,
});

describe("the sample workload", () => {
  it.each<[string, Edits]>([
    ["one version", sample({ blue: 100 })],
    ["a second version without requests", sample({ blue: 0, green: 100 })],
    ["a canary", sample({ blue: 90, green: 10 }, { minReplicas: 10, maxReplicas: 20 })],
    ["an image of a registry that is allowed", publicImage({ registries: ["public.ecr.aws/nginx"] })],
    ["an image of any registry where admission only warns", publicImage({ action: "warn" })],
  ])("can have %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a namespace that does not exist",
      sample({ blue: 100 }, { namespace: "shop" }),
      [`${SAMPLE}.namespace: cluster/sample-unknown-namespace`],
    ],
    [
      "an image that the API server would refuse",
      publicImage({}),
      [`${SAMPLE}.versions.blue.image: cluster/sample-image-not-admitted`],
    ],
    [
      "an image of a registry that only begins like an allowed one",
      publicImage({ registries: ["public.ecr.aws/ng"] }),
      [`${SAMPLE}.versions.blue.image: cluster/sample-image-not-admitted`],
    ],
    [
      "weights that add up to 90",
      sample({ blue: 40, green: 50 }, { minReplicas: 3 }),
      [`${SAMPLE}.versions: cluster/sample-weights`],
    ],
    ["three versions", sample({ blue: 50, green: 50, red: 0 }), [`${SAMPLE}.versions: cluster/sample-weights`]],
    [
      "a weight of 10 with two pods",
      sample({ blue: 90, green: 10 }),
      [`${SAMPLE}.versions.green.weight: cluster/sample-weight-below-one-pod`],
    ],
    [
      "a minimum of replicas above the maximum",
      sample({ blue: 100 }, { minReplicas: 8 }),
      [`${SAMPLE}.minReplicas: cluster/sample-replicas-reversed`],
    ],
    [
      "a minimum of replicas above the namespace's quota",
      sample({ blue: 100 }, { minReplicas: 21, maxReplicas: 21 }),
      [`${SAMPLE}.minReplicas: cluster/sample-above-namespace-quota`],
    ],
  ])("is refused with %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("has a warning with a maximum of replicas above the namespace's quota", () => {
    const edits = sample({ blue: 100 }, { maxReplicas: 21 });
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual([`${SAMPLE}.maxReplicas: cluster/sample-above-namespace-quota`]);
  });
});
