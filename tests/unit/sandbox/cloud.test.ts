import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { readWithoutIgnored } from "../../../sandbox/ignored-tags";
import type { Props } from "../../../sandbox/props";
import { World } from "../../../sandbox/world";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: { Project: "p", Owner: "o" } };
const VPC = "aws:ec2/vpc:Vpc";
const ROLE = "aws:iam/role:Role";
/** A real type that no table describes. */
const UNDESCRIBED = "aws:glacier/vault:Vault";

function cloud(): Cloud {
  return new Cloud(new World());
}

describe("creating", () => {
  it("answers with inputs, computed outputs and merged tags", () => {
    const vpc = cloud().create(VPC, "v", { cidrBlock: "10.0.0.0/16", tags: { Owner: "mine", Name: "v" } }, SCOPE);
    expect(vpc.id).toMatch(/^vpc-[0-9a-f]{17}$/);
    expect(vpc.state).toMatchObject({
      cidrBlock: "10.0.0.0/16",
      arn: `arn:aws:ec2:eu-west-1:111122223333:vpc/${vpc.id}`,
      tags: { Owner: "mine", Name: "v" },
      tagsAll: { Project: "p", Owner: "mine", Name: "v" },
    });
  });

  it("gives equal ids in equal worlds, and a replacement another id than its predecessor", () => {
    const [one, other] = [cloud(), cloud()];
    const first = one.create(VPC, "v", { cidrBlock: "10.0.0.0/16" }, SCOPE);
    expect(other.create(VPC, "v", { cidrBlock: "10.0.0.0/16" }, SCOPE).id).toBe(first.id);
    expect(one.create(VPC, "v", { cidrBlock: "10.1.0.0/16" }, SCOPE).id).not.toBe(first.id);
  });

  it("gives the replacement of an object from a test another name than its predecessor", () => {
    const [type, name] = ["aws:eks/nodeGroup:NodeGroup", "cluster-nodes-default"];
    const [recorded, later] = [cloud(), cloud()];
    const before = recorded.check(type, name, undefined, {});
    later.world.put({ type, id: "1", name, region: "eu-west-1", accountId: "1", inputs: before, state: before });
    expect(later.check(type, name, undefined, {})["nodeGroupName"]).not.toBe(before["nodeGroupName"]);
  });

  it("reads the outputs of a type without a table from the SDK", () => {
    const vault = cloud().create(UNDESCRIBED, "t", {}, SCOPE);
    expect(vault.state["arn"]).toMatch(/^arn:aws:glacier:eu-west-1:111122223333:/);
    expect(vault.state["tagsAll"]).toEqual(SCOPE.defaultTags);
  });

  it("adds no tags to a type without tags", () => {
    const route = cloud().create("aws:ec2/routeTableAssociation:RouteTableAssociation", "r", {}, SCOPE);
    expect(route.state).not.toHaveProperty("tagsAll");
  });

  it("fails once, at the create of an injected fault", () => {
    const c = cloud();
    c.world.failCreate({ nth: 2, type: UNDESCRIBED, message: "Throttling" });
    c.create(UNDESCRIBED, "one", {}, SCOPE);
    expect(() => c.create(UNDESCRIBED, "two", {}, SCOPE)).toThrow("Throttling");
    expect(c.create(UNDESCRIBED, "two", {}, SCOPE).id).toBeDefined();
  });
});

describe("a type without a table", () => {
  const INSTANCE = "aws:rds/instance:Instance";
  const SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";

  it("has every output in the shape that the SDK states", () => {
    const { state } = cloud().create(INSTANCE, "db", { instanceClass: "db.t4g.micro" }, SCOPE);
    expect(state).toMatchObject({ region: "eu-west-1", replicas: [expect.any(String)], port: 1, multiAz: false });
    const [secret] = state["masterUserSecrets"] as object[];
    expect(Object.keys(secret ?? {})).toEqual(["kmsKeyId", "secretArn", "secretStatus"]);
  });

  it("has a value for arguments that the provider computes, and for no others", () => {
    const { state } = cloud().create(INSTANCE, "db", { instanceClass: "db.t4g.micro" }, SCOPE);
    expect(state["identifier"]).toEqual(expect.any(String));
    expect(state["dbSubnetGroupName"]).toEqual(expect.any(String));
    expect(state).not.toHaveProperty("deletionProtection");
  });

  it("gets a generated name, as in the bridge, if it has an argument for a name", () => {
    const checked = cloud().check(SUBNET_GROUP, "orders", undefined, { subnetIds: ["subnet-1"] });
    expect(checked["name"]).toMatch(/^orders-[0-9a-f]{7}$/);
  });

  it("can have two objects of one name, which other arguments may distinguish", () => {
    const c = cloud();
    const record = { name: "shop.example.com", zoneId: "Z1" };
    const ids = ["A", "AAAA"].map((type) => {
      return c.create("aws:route53/record:Record", `record-${type}`, { ...record, type }, SCOPE).id;
    });
    expect(new Set(ids).size).toBe(2);
  });

  it("keeps values that the provider computed, and reads them without a difference", () => {
    const c = cloud();
    const inputs = { instanceClass: "db.t4g.micro" };
    const { id, state } = c.create(INSTANCE, "db", inputs, SCOPE);
    const { identifier } = state;
    expect(c.update(INSTANCE, id, { instanceClass: "db.t4g.small" }, SCOPE).state).toMatchObject({ identifier });
    expect(c.read(INSTANCE, id, { instanceClass: "db.t4g.small" })?.inputs).toEqual({ instanceClass: "db.t4g.small" });
    expect(c.diff(INSTANCE, { ...inputs, identifier }, inputs, SCOPE, state).changes).toEqual([]);
    expect(c.diff(INSTANCE, inputs, { ...inputs, identifier }, SCOPE, state).changes).toEqual([]);
  });

  it("reports other default tags as changes of tagsAll, next to changes of the object's own tags", () => {
    const c = cloud();
    const olds = { cidrBlock: "10.0.0.0/16", tags: { Name: "one" } };
    const { tagsAll } = c.tagsAll(VPC, olds, SCOPE);
    const scope = { ...SCOPE, defaultTags: { ...SCOPE.defaultTags, Ticket: "OPS-1" } };
    const paths = (news: Props): readonly string[] =>
      c.diff(VPC, olds, news, scope, { ...olds, tagsAll }).changes.map(({ path }) => path);
    expect(paths(olds)).toEqual(["tagsAll.Ticket"]);
    expect(paths({ ...olds, tags: { Name: "two" } })).toEqual(["tags.Name", "tagsAll.Ticket"]);
    expect(c.diff(VPC, olds, olds, SCOPE, { ...olds, tagsAll }).changes).toEqual([]);
  });
});

describe("tags that the provider ignores", () => {
  const scope = { ...SCOPE, ignoreTags: { keys: ["Owner"], keyPrefixes: ["map-"] } };

  it("are not set, and are no change while others write them", () => {
    const c = cloud();
    const inputs = { cidrBlock: "10.0.0.0/16", tags: { Name: "one", "map-migrated": "x" } };
    const { tagsAll } = c.tagsAll(VPC, inputs, scope);
    expect(tagsAll).toEqual({ Project: "p", Name: "one" });
    const read = readWithoutIgnored({ tagsAll: { ...(tagsAll as Props), "map-other": "y" } }, scope.ignoreTags);
    expect(c.diff(VPC, inputs, inputs, scope, read).changes).toEqual([]);
  });

  it("are left out of what the provider reads, and other tags of others are not", () => {
    const tags = { Name: "one", Owner: "o", "map-migrated": "x", LastScanned: "today" };
    expect(readWithoutIgnored({ vpcId: "vpc-1", tags }, scope.ignoreTags)).toEqual({
      vpcId: "vpc-1",
      tags: { Name: "one", LastScanned: "today" },
    });
    expect(readWithoutIgnored({ tags }, undefined)).toEqual({ tags });
  });
});

describe("autonaming", () => {
  it("generates a name, keeps it at the next check, and uses a configured name instead", () => {
    const c = cloud();
    const first = c.check(ROLE, "role", undefined, {});
    expect(first["name"]).toMatch(/^role-[0-9a-f]{7}$/);
    expect(c.check(ROLE, "role", first, {})["name"]).toBe(first["name"]);
    expect(c.check(ROLE, "role", first, { name: "mine" })).toEqual({ name: "mine" });
  });
});

describe("changing", () => {
  it("keeps ids and computed outputs, and merges tags again", () => {
    const c = cloud();
    const { id, state } = c.create(VPC, "v", { cidrBlock: "10.0.0.0/16" }, SCOPE);
    const before = state["arn"];
    const after = c.update(VPC, id, { cidrBlock: "10.0.0.0/16", tags: { Name: "v" } }, SCOPE);
    expect(after.state).toMatchObject({ arn: before, tagsAll: { ...SCOPE.defaultTags, Name: "v" } });
  });

  it("removes an input that the program no longer sets", () => {
    const c = cloud();
    const { id } = c.create(VPC, "v", { cidrBlock: "10.0.0.0/16", enableDnsSupport: true }, SCOPE);
    expect(c.update(VPC, id, { cidrBlock: "10.0.0.0/16" }, SCOPE).state).not.toHaveProperty("enableDnsSupport");
  });

  it("finds a route by the ID of an import, and answers with its physical ID", () => {
    const c = cloud();
    const { id: vpcId } = c.create(VPC, "v", { cidrBlock: "10.0.0.0/16" }, SCOPE);
    const { id: routeTableId } = c.create("aws:ec2/routeTable:RouteTable", "t", { vpcId }, SCOPE);
    const { id: gatewayId } = c.create("aws:ec2/internetGateway:InternetGateway", "i", { vpcId }, SCOPE);
    const type = "aws:ec2/route:Route";
    const { id } = c.create(type, "r", { routeTableId, destinationCidrBlock: "0.0.0.0/0", gatewayId }, SCOPE);
    expect(c.read(type, `${routeTableId}_0.0.0.0/0`)?.id).toBe(id);
    expect(c.read(type, `${routeTableId}_10.0.0.0/8`)).toBeUndefined();
  });

  it("reads drift back as inputs, so that the next diff shows it", () => {
    const c = cloud();
    const { id } = c.create(VPC, "v", { cidrBlock: "10.0.0.0/16", enableDnsSupport: true }, SCOPE);
    c.world.drift(VPC, id, { enableDnsSupport: false });
    expect(c.read(VPC, id)?.inputs).toEqual({ cidrBlock: "10.0.0.0/16", enableDnsSupport: false });
  });

  it("refuses to update an object that does not exist", () => {
    expect(() => cloud().update(VPC, "vpc-0", {}, SCOPE)).toThrow('aws:ec2/vpc:Vpc "vpc-0" does not exist');
  });
});

describe("diffing", () => {
  it.each([
    ["an input that AWS changes in place", { enableDnsSupport: false }, []],
    ["an input that it cannot change", { cidrBlock: "10.1.0.0/16" }, ["cidrBlock"]],
  ])("plans a replacement only if it is necessary: %s", (_, change, replaces) => {
    const olds = { cidrBlock: "10.0.0.0/16", enableDnsSupport: true };
    expect(cloud().diff(VPC, olds, { ...olds, ...change }).replaces).toEqual(replaces);
  });

  it("deletes first when the replacement has the same fixed name, and creates first when it is autonamed", () => {
    const c = cloud();
    const type = "aws:eks/cluster:Cluster";
    const fixed = { name: "groundwork-dev", roleArn: "arn:one" };
    expect(c.diff(type, fixed, { ...fixed, roleArn: "arn:two" })).toMatchObject({ deleteBeforeReplace: true });
    const auto = c.check(type, "c", undefined, { roleArn: "arn:one" });
    expect(c.diff(type, auto, { ...auto, roleArn: "arn:two" })).toMatchObject({ deleteBeforeReplace: false });
  });
});

describe("previewing", () => {
  it("returns the tags, and no values that AWS computes", () => {
    const planned = cloud().planCreate(VPC, { cidrBlock: "10.0.0.0/16" }, SCOPE, "?");
    expect(planned).toMatchObject({
      cidrBlock: "10.0.0.0/16",
      arn: "?",
      defaultSecurityGroupId: "?",
      tagsAll: SCOPE.defaultTags,
    });
  });
});
