import { readFileSync } from "node:fs";
import path from "node:path";

import { gatewayPolicy } from "../../../components/network/endpoint-policy";
import { parseWaivers } from "../../../config/policy/waivers";
import { CONTROLS } from "../../../domain/controls/catalogue";
import { logicalNameOf } from "../../../domain/policy/waiver";
import { isAdministrator, isPublic, statements } from "../../../policy/documents";
import { at, elements, isRecord, type Props } from "../../../policy/props";
import { rules } from "../../../policy/rules";
import { evidenceOf } from "../../../tools/controls/evidence";
import { outcomeOf } from "../../../tools/controls/outcomes";
import { policyFindings, recordedSubjects, unwaived, WAIVERS } from "../../support/policy-findings";
import { programOf } from "../../support/program";
import { PROJECT_DIR, STACKS, TODAY } from "../../support/stack-files";
import type { RecordedResource } from "../../support/record";

const KEY = "aws:kms/key:Key";

/** Every policy document that a resource carries: who may assume a role counts as well as what it may do. */
function documents({ inputs }: RecordedResource): readonly unknown[] {
  const inline = elements(inputs["inlinePolicies"]).map((policy) => at(policy, "policy"));
  return [inputs["policy"], inputs["assumeRolePolicy"], ...inline].filter(
    (document) => typeof document === "string" && document.includes('"Statement"'),
  );
}

const NO_ORGANIZATION = { region: "eu-west-1", accountId: "111122223333", readableBuckets: [] };

describe.each(STACKS)("the program of %s", (stack) => {
  it("satisfies every rule, except for waived violations", async () => {
    const { resources } = await programOf(stack);
    expect(unwaived(policyFindings(stack, resources))).toEqual([]);
  });

  it("has no policy document that allows a principal all actions, or all principals some", async () => {
    const { resources } = await programOf(stack);
    const all = resources.flatMap((resource) => documents(resource).map((document) => ({ ...resource, document })));
    expect(all.length).toBeGreaterThan(3);
    // Without an organization, a gateway endpoint has the default policy; buckets and tables have their own.
    const guarded = all.filter(({ document }) => document !== gatewayPolicy("s3", NO_ORGANIZATION));
    // In a key policy `Resource: "*"` is the key, and the default key policy allows the account kms:* on it.
    const tooWide = guarded.filter(({ type, document }) =>
      statements(document).some((statement) => isPublic(statement) || (type !== KEY && isAdministrator(statement))),
    );
    expect(tooWide.map(({ type, name }) => `${type} ${name}`)).toEqual([]);
  });
});

describe("docs/controls.md", () => {
  const page = readFileSync(path.join(PROJECT_DIR, "docs/controls.md"), "utf8");
  const [, section = ""] = page.split("## Controls that the shipped stacks do not meet\n");
  const rows = [...section.matchAll(/^\| (?<ids>.+?) +\| (?<stacks>all|[a-z, ]+?) +\|/gm)].map(({ groups }) => ({
    ids: [...(groups?.["ids"] ?? "").matchAll(/CIS AWS [\d.]+|CKV2?_AWS_\d+|\w+\.\d+/g)].map(([id]) =>
      id.replaceAll(" ", "-"),
    ),
    stacks: groups?.["stacks"] ?? "",
  }));

  it.each(STACKS)("lists exactly the controls that %s does not meet", async (stack) => {
    const subjects = recordedSubjects(stack, (await programOf(stack)).resources);
    const circumstances = { waivers: WAIVERS, settingsOf: () => ({ environment: stack }), today: TODAY };
    const outcomes = new Map(rules.map((rule) => [rule.name, outcomeOf(rule, subjects, circumstances)]));
    const unmet = evidenceOf(CONTROLS, stack, subjects, outcomes)
      .filter(({ verdict }) => ["failing", "waived", "excepted"].includes(verdict))
      .map(({ control }) => control);
    const listed = rows.filter(({ stacks }) => stacks === "all" || stacks.split(", ").includes(stack));
    expect(new Set(listed.flatMap(({ ids }) => ids))).toEqual(new Set(unmet));
  });
});

it("the waivers of docs/policy.md match violations of the shipped stacks", async () => {
  const page = readFileSync(path.join(PROJECT_DIR, "docs/policy.md"), "utf8");
  const [, example = ""] = /```yaml\n(waivers:[^`]+)```/.exec(page) ?? [];
  const names = rules.map(({ name }) => name);
  const waivers = parseWaivers(example, "docs/policy.md", names);
  expect(waivers).not.toEqual([]);
  for (const waiver of waivers) {
    for (const stack of waiver.stacks ?? STACKS) {
      const found = policyFindings(stack, (await programOf(stack)).resources);
      expect(found.length).toBeGreaterThan(unwaived(found, [waiver]).length);
    }
  }
});

type Graph = readonly RecordedResource[];

/** A graph in which one resource has other inputs. */
function withInputs(graph: Graph, type: string, name: string, change: Readonly<Record<string, unknown>>): Graph {
  return graph.map((resource) =>
    resource.type === type && resource.name === name
      ? { ...resource, inputs: { ...resource.inputs, ...change }, state: changedState(resource.state, change) }
      : resource,
  );
}

/** AWS adds outputs to a block of arguments, such as the security group of a cluster. */
function changedState(state: Props, change: Props): Props {
  const blocks = Object.entries(change).map(([key, value]) => {
    const before = state[key];
    return [key, isRecord(before) && isRecord(value) ? { ...before, ...value } : value];
  });
  return { ...state, ...(Object.fromEntries(blocks) as Props) };
}

function without(graph: Graph, type: string, name: string): Graph {
  return graph.filter((resource) => resource.type !== type || resource.name !== name);
}

/** A change of a component, as a change of the graph that it declares, and the rule and resource of the finding. */
const MUTATIONS: readonly (readonly [title: string, change: (graph: Graph) => Graph, finding: string])[] = [
  [
    "a mandatory tag is removed",
    (graph) => withInputs(graph, "aws:ec2/vpc:Vpc", "network-vpc", { tagsAll: { Owner: "" } }),
    "required-tags: network-vpc",
  ],
  [
    "the default security group admits a port",
    (graph) =>
      withInputs(graph, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "network-default", {
        ingress: [{ cidrBlocks: ["0.0.0.0/0"], protocol: "tcp", fromPort: 22, toPort: 22 }],
      }),
    "default-security-group-empty: network-default",
  ],
  [
    "the volumes of nodes are not encrypted",
    (graph) =>
      withInputs(graph, "aws:ec2/launchTemplate:LaunchTemplate", "cluster-nodes-system-template", {
        blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 80 } }],
      }),
    "launch-template-encrypted-volumes: cluster-nodes-system-template",
  ],
  [
    "a bucket has no encryption configuration with a key",
    (graph) =>
      withInputs(
        graph,
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "storage-bucket-data-encryption",
        {
          rules: [
            { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, blockedEncryptionTypes: ["SSE-C"] },
          ],
        },
      ),
    "bucket-kms-key: storage-bucket-data",
  ],
  [
    "Secrets of the cluster have no key",
    (graph) => withInputs(graph, "aws:eks/cluster:Cluster", "cluster", { encryptionConfig: undefined }),
    "eks-secrets-key: cluster",
  ],
  [
    "the cluster has no deletion protection",
    (graph) => withInputs(graph, "aws:eks/cluster:Cluster", "cluster", { deletionProtection: false }),
    "deletion-protection: cluster",
  ],
  [
    "the flow log is removed",
    (graph) => without(graph, "aws:ec2/flowLog:FlowLog", "network-flow-logs"),
    "vpc-flow-logs: network-vpc",
  ],
  [
    "the policy of a bucket is removed",
    (graph) => without(graph, "aws:s3/bucketPolicy:BucketPolicy", "storage-bucket-data-policy"),
    "bucket-tls-only: storage-bucket-data",
  ],
  [
    "images of a registry never expire",
    (graph) => without(graph, "aws:ecr/lifecyclePolicy:LifecyclePolicy", "storage-registry-api-lifecycle"),
    "ecr-lifecycle: storage-registry-api",
  ],
  [
    "the network policy of a namespace is removed",
    (graph) => without(graph, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "cluster-namespace-api-default-deny"),
    "namespace-default-deny: cluster-namespace-api",
  ],
];

const DEV_MUTATIONS: typeof MUTATIONS = [
  [
    "a mandatory tag is empty",
    (graph) => withInputs(graph, "aws:ec2/vpc:Vpc", "network-vpc", { tagsAll: { CostCenter: " " } }),
    "required-tags: network-vpc",
  ],
  [
    "the API endpoint admits all addresses",
    (graph) =>
      withInputs(graph, "aws:eks/cluster:Cluster", "cluster", {
        vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] },
      }),
    "eks-endpoint-not-open: cluster",
  ],
  [
    "the volumes of nodes are not encrypted",
    (graph) =>
      withInputs(graph, "aws:ec2/launchTemplate:LaunchTemplate", "cluster-nodes-default-template", {
        blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "false" } }],
      }),
    "launch-template-encrypted-volumes: cluster-nodes-default-template",
  ],
  [
    "nodes move to a public subnet",
    (graph) => {
      const subnet = graph.find(({ name }) => name === "network-public-a");
      const subnetIds = graph.find(({ name }) => name === "cluster-nodes-default")?.inputs["subnetIds"] as string[];
      return withInputs(graph, "aws:eks/nodeGroup:NodeGroup", "cluster-nodes-default", {
        subnetIds: [...subnetIds, subnet?.id],
      });
    },
    "node-subnets-private: cluster-nodes-default",
  ],
];

describe.each([
  ["prod", MUTATIONS],
  ["dev", DEV_MUTATIONS],
] as const)("the policy pack", (stack, mutations) => {
  it.each(mutations)(`reports the program of ${stack} by one rule if %s`, async (_, change, finding) => {
    const { resources } = await programOf(stack);
    const found = unwaived(policyFindings(stack, change(resources)));
    expect(found.map(({ rule, urn }) => `${rule}: ${logicalNameOf(urn)}`)).toEqual([finding]);
  });
});
