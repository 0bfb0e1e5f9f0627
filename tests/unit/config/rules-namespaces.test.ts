import { type Edits, problemsWith, warningsWith } from "./fixtures";

const OWN = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-dev/web:1";
/** A sample workload of the account's own image, in a namespace that there is. */
const sample = (versions: Readonly<Record<string, number>>, settings: object = {}): Edits => ({
  "cluster.namespaces": { web: {} },
  "cluster.sampleWorkload": {
    namespace: "web",
    versions: Object.fromEntries(Object.entries(versions).map(([name, weight]) => [name, { image: OWN, weight }])),
    ...settings,
  },
});
const SAMPLE = "cluster.sampleWorkload";

describe("rules of the sample workload and its namespace", () => {
  it.each<[string, Edits]>([
    ["a sample of one version", sample({ blue: 100 })],
    ["a sample with a version to switch to", sample({ blue: 0, green: 100 })],
    ["a sample with a canary", sample({ blue: 90, green: 10 }, { minReplicas: 10, maxReplicas: 20 })],
    [
      "a sample of a registry that is listed",
      { ...sample({}, { versions: { blue: {} } }), "cluster.admission.registries": ["public.ecr.aws/nginx"] },
    ],
    [
      "a sample of any registry, where that is only warned of",
      { ...sample({}, { versions: { blue: {} } }), "cluster.admission.action": "warn" },
    ],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a sample in a namespace that is not there",
      sample({ blue: 100 }, { namespace: "shop" }),
      [`${SAMPLE}.namespace: Not a namespace of the platform.`],
    ],
    [
      "a sample that the API server would refuse",
      sample({}, { versions: { blue: {} } }),
      [`${SAMPLE}.versions.blue.image: From a registry that the cluster takes no images from.`],
    ],
    [
      "a registry that only begins like one that is listed",
      { ...sample({}, { versions: { blue: {} } }), "cluster.admission.registries": ["public.ecr.aws/ng"] },
      [`${SAMPLE}.versions.blue.image: From a registry that the cluster takes no images from.`],
    ],
    [
      "requests that go nowhere",
      sample({ blue: 40, green: 50 }, { minReplicas: 3 }),
      [`${SAMPLE}.versions: The requests are not shared out.`],
    ],
    [
      "three versions",
      sample({ blue: 50, green: 50, red: 0 }),
      [`${SAMPLE}.versions: The requests are not shared out.`],
    ],
    [
      "a tenth of two pods",
      sample({ blue: 90, green: 10 }),
      [`${SAMPLE}.versions.green.weight: Less than one pod of the fewest there may be.`],
    ],
    [
      "fewest pods that are more than the most",
      sample({ blue: 100 }, { minReplicas: 8 }),
      [`${SAMPLE}.minReplicas: More than the most.`],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("warn of a team that no access entry puts anyone into", () => {
    const teams = { "cluster.namespaces": { web: { teams: { web: "edit" } } } };
    const people = (kubernetesGroups: string[]): Edits => ({
      "cluster.access.people": { principalArn: "arn:aws:iam::111122223333:role/people", kubernetesGroups },
    });
    expect(warningsWith({ ...teams, ...people(["web"]) })).toEqual([]);
    expect(warningsWith({ ...teams, ...people(["shop"]) })).toEqual([
      "cluster.namespaces.web.teams.web: No access entry puts anyone into this group.",
    ]);
  });
});
