import { parse } from "yaml";

import { Cloud } from "../../sandbox/cloud";
import type { Props } from "../../sandbox/props";
import { World, type WorldObject } from "../../sandbox/world";
import { logicalName } from "../../tools/rehearse/rehearsal";
import { type LanguageHost, startLanguageHost } from "../support/language-host";
import { readPage } from "../support/markdown";
import { createStage, type StageFixture } from "../support/stage";
import type { StackFile } from "../support/stack-files";

const PAGE = readPage("docs/from-terraform.md");
const SNIPPETS = PAGE.snippets.map(({ text }) => text);
const TIMEOUT_MS = 600_000;

/** An entry of an import file: https://www.pulumi.com/docs/iac/cli/commands/pulumi_import/ */
interface Entry {
  readonly type: string;
  readonly name: string;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
}

interface ImportFile {
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly Entry[];
}

/** The snippet of the page that contains this text. */
function snippetWith(text: string): string {
  const snippet = SNIPPETS.find((each) => each.includes(text));
  if (snippet === undefined) throw new Error(`docs/from-terraform.md has no snippet with ${text}`);
  return snippet;
}

const SETTINGS = (parse(snippetWith("cluster-control-plane-role:")) as StackFile).config;
const NETWORK = SETTINGS["groundwork:network"] as {
  readonly cidr: string;
  readonly zones: readonly string[];
  readonly subnets: Readonly<Record<string, Readonly<Record<string, string>>>>;
};
const FILE = JSON.parse(snippetWith('"nameTable"')) as ImportFile;
const PARENT_OF_KEY = JSON.parse(snippetWith("secrets-component")) as Entry;

const CLUSTER = "aws:eks/cluster:Cluster";
const SERVICE_CIDR = "172.20.0.0/16";
/** By the engine; or by the config, if the update that fails at the Kubernetes provider has exported its record. */
const REFUSED_REPLACEMENT =
  /unable to replace resource .*::cluster"|cluster\.serviceCidr  \[transitions\/immutable-key\]/;
const REGION = "eu-west-1";
const SCOPE = { region: REGION, accountId: "777788889999", defaultTags: { Terraform: "true" } };
/** What the modules vpc and eks created, as a read at AWS returns it, with the entries by which the page imports it. */
function terraform(): { readonly world: World; readonly entries: readonly Entry[] } {
  const world = new World();
  const cloud = new Cloud(world);
  const entries: Entry[] = [];
  const create = (type: string, name: string, inputs: Props, parent: string, importId?: string): WorldObject => {
    const object = cloud.create(`aws:${type}`, `module.${name}`, inputs, SCOPE);
    entries.push({ type: object.type, name, id: importId ?? object.id, parent, provider: "aws" });
    return object;
  };
  createNetwork((type, name, inputs, importId) => create(type, name, inputs, "network", importId));
  const key = create("kms/key:Key", "cluster-secrets", { enableKeyRotation: true }, PARENT_OF_KEY.name);
  const cluster = (type: string, name: string, inputs: Props, importId?: string): WorldObject =>
    create(type, name, inputs, "cluster-component", importId);
  createCluster(world, cloud, String(key.state["arn"]), cluster);
  return { world, entries };
}

type Create = (type: string, name: string, inputs: Props, importId?: string) => WorldObject;

function createNetwork(create: Create): void {
  const { id: vpcId } = create("ec2/vpc:Vpc", "network-vpc", { cidrBlock: NETWORK.cidr, enableDnsSupport: true });
  const { id: gatewayId } = create("ec2/internetGateway:InternetGateway", "network-internet", { vpcId });
  const route = (table: string, routeTableId: string, target: Props): void => {
    const inputs = { routeTableId, destinationCidrBlock: "0.0.0.0/0", ...target };
    create("ec2/route:Route", `network-${table}-internet`, inputs, `${routeTableId}_0.0.0.0/0`);
  };
  const tables = new Map<string, string>();
  const table = (name: string): string => {
    const id = tables.get(name) ?? create("ec2/routeTable:RouteTable", `network-${name}`, { vpcId }).id;
    tables.set(name, id);
    return id;
  };
  for (const [tier, blocks] of Object.entries(NETWORK.subnets)) {
    for (const [zone, cidrBlock] of Object.entries(blocks)) {
      const name = `network-${tier}-${zone}`;
      const inputs = { vpcId, cidrBlock, availabilityZone: `${REGION}${zone}`, tags: { Name: `main-${tier}-${zone}` } };
      const { id: subnetId } = create("ec2/subnet:Subnet", name, inputs);
      const routeTableId = table(tier === "private" ? `${tier}-${zone}` : tier);
      const association = "ec2/routeTableAssociation:RouteTableAssociation";
      create(association, name, { subnetId, routeTableId }, `${subnetId}/${routeTableId}`);
      if (tier !== "public") continue;
      const nat = `network-nat-${zone}`;
      const { id: allocationId } = create("ec2/eip:Eip", nat, { domain: "vpc" });
      const { id: natGatewayId } = create("ec2/natGateway:NatGateway", nat, { allocationId, subnetId });
      route(`private-${zone}`, table(`private-${zone}`), { natGatewayId });
    }
  }
  route("public", table("public"), { gatewayId });
}

function createCluster(world: World, cloud: Cloud, keyArn: string, create: Create): void {
  const name = idOf(CLUSTER);
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "eks.amazonaws.com" } };
  const role = create("iam/role:Role", "cluster-control-plane-role", {
    name: idOf("aws:iam/role:Role"),
    assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  });
  const policyArn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";
  const attachment = { role: role.id, policyArn };
  create(
    "iam/rolePolicyAttachment:RolePolicyAttachment",
    "cluster-control-plane-role-AmazonEKSClusterPolicy",
    attachment,
    `${role.id}/${policyArn}`,
  );
  const logs = { name: `/aws/eks/${name}/cluster`, retentionInDays: 90, logGroupClass: "STANDARD" };
  create("cloudwatch/logGroup:LogGroup", "cluster-logs", logs);
  const vpcId = world.ofType("aws:ec2/vpc:Vpc")[0]?.id;
  const group = cloud.create("aws:ec2/securityGroup:SecurityGroup", "module.eks.cluster", { vpcId }, SCOPE);
  const isPrivate = Object.values(NETWORK.subnets["control-plane"] ?? {});
  const subnets = world
    .ofType("aws:ec2/subnet:Subnet")
    .filter(({ state }) => isPrivate.includes(String(state["cidrBlock"])));
  create("eks/cluster:Cluster", "cluster", {
    name,
    roleArn: role.state["arn"],
    version: "1.35",
    accessConfig: { authenticationMode: "API_AND_CONFIG_MAP", bootstrapClusterCreatorAdminPermissions: true },
    bootstrapSelfManagedAddons: false,
    enabledClusterLogTypes: ["audit", "api", "authenticator"],
    encryptionConfig: { provider: { keyArn }, resources: ["secrets"] },
    kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: SERVICE_CIDR },
    vpcConfig: {
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
      securityGroupIds: [group.id],
      subnetIds: subnets.map(({ id }) => id),
    },
  });
  const principalArn = "arn:aws:iam::777788889999:role/groundwork-deployer";
  create("eks/accessEntry:AccessEntry", "cluster-access-deployer", { clusterName: name, principalArn });
  create("eks/addon:Addon", "cluster-kube-proxy", { clusterName: name, addonName: "kube-proxy" });
}

/** The ID that the file of the page has for the only resource of a type. */
function idOf(type: string): string {
  return FILE.resources.find((entry) => entry.type === type)?.id ?? "";
}

describe("the import of docs/from-terraform.md", () => {
  let fixture: StageFixture;
  let languageHost: LanguageHost;
  const { world, entries } = terraform();

  beforeAll(async () => {
    languageHost = await startLanguageHost();
    fixture = await createStage("prod", { objects: world.objects, env: languageHost.env });
    await fixture.stage.editConfig((document) => {
      for (const [key, value] of Object.entries(NETWORK)) document.setIn(["config", "groundwork:network", key], value);
      document.setIn(["config", "groundwork:overrides"], SETTINGS["groundwork:overrides"]);
    });
  });

  afterAll(async () => {
    await fixture.end();
    languageHost.stop();
  });

  it("covers every type that the page lists, with the names and parents of its file", () => {
    const types = PAGE.inlineCode.filter((code) => /^aws:\w+\/\w+:\w+$/.test(code));
    expect(types.filter((type) => !entries.some((entry) => entry.type === type))).toEqual([]);
    const documented = FILE.resources.filter(({ id }) => id !== undefined);
    const anyId = documented.map(
      (entry) => expect.objectContaining({ ...entry, id: expect.any(String) as string }) as Entry,
    );
    expect(entries).toEqual(expect.arrayContaining(anyId));
  });

  const setServiceCidr = (block: string): Promise<void> =>
    fixture.stage.editConfig((document) => {
      document.setIn(["config", "groundwork:cluster", "serviceCidr"], block);
    });

  it(
    "refuses a replacement; then the preview replaces and deletes nothing, and nothing changes after the update",
    async () => {
      const { stage } = fixture;
      const provider = await stage.up(undefined, Object.values(FILE.nameTable));
      const { deployment } = (await stage.exportState()) as { deployment: { resources: readonly { urn: string }[] } };
      expect(deployment.resources.map(({ urn }) => urn)).toEqual(expect.arrayContaining(Object.values(FILE.nameTable)));
      expect(provider.errors.join("\n")).toContain("cluster-kubernetes");

      const components = FILE.resources.filter(({ id }) => id === undefined);
      const file = { ...FILE, resources: [...components, PARENT_OF_KEY, ...entries] };
      await stage.writeFile("import.json", JSON.stringify(file));
      await stage.pulumi("import", "--file", "import.json", "--stack", "prod", "--generate-code=false", "--yes");

      await setServiceCidr("10.100.0.0/16");
      expect((await stage.preview()).errors.join("\n")).toMatch(REFUSED_REPLACEMENT);
      await setServiceCidr(SERVICE_CIDR);

      const preview = await stage.preview();
      expect(preview.errors).toEqual([]);
      const changes = preview.steps.find(({ type }) => type === CLUSTER)?.changes;
      expect(changes).toEqual(expect.arrayContaining(["deletionProtection", "accessConfig.authenticationMode"]));
      const others = preview.steps.filter(({ op }) => op !== "create" && op !== "update");
      expect(others.map(({ op, urn, replaces }) => [op, logicalName(urn), replaces])).toEqual([]);
      const imported = new Set(entries.map(({ type, name }) => `${type}::${name}`));
      const again = preview.steps.filter(
        ({ op, urn, type }) => op === "create" && imported.has(`${type}::${logicalName(urn)}`),
      );
      expect(again.map(({ urn }) => logicalName(urn))).toEqual([]);

      const update = await stage.up();
      expect(update.errors).toEqual([]);
      expect((await stage.preview()).steps).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
