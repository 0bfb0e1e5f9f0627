import { Cloud, CloudRefusal } from "../../sandbox/cloud";
import { awsFacts } from "../../sandbox/facts/provider-facts";
import { DEFAULTS_KEY } from "../../sandbox/plan";
import { isRecord } from "../../sandbox/property-diff";
import { World, type WorldObject } from "../../sandbox/world";
import { recordProgram } from "../support/program";
import { key } from "../support/record";
import { ALL_STACK_FILES, EXAMPLES } from "../support/stack-files";

type Inputs = Readonly<Record<string, unknown>>;

/** Arguments whose change would collide, and why they never change for an existing resource. */
const CANNOT_CHANGE: Readonly<Record<string, string>> = {
  "aws:backup/restoreTestingSelection:RestoreTestingSelection.protectedResourceType": "it is the name as well",
  "aws:ec2/natGateway:NatGateway.availabilityMode": "a gateway of the other mode has another logical name",
  "aws:ec2/natGateway:NatGateway.vpcId": "config/changes refuses another VPC",
  "aws:ec2/natGateway:NatGateway.subnetId": "its subnet has its zone in the name, and is never replaced",
  "aws:ec2/subnet:Subnet.availabilityZone": "it is part of the logical name",
  "aws:ec2/subnet:Subnet.cidrBlock": "config/changes refuses another block of the VPC",
  "aws:iam/rolePolicy:RolePolicy.name":
    "Pulumi names inline policies; two of the load balancer controller would be too long",
  "aws:ec2/vpcEndpoint:VpcEndpoint.vpcEndpointType": "the program states one",
};

/** Another value of the same kind. */
function another(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  if (Array.isArray(value)) return value.map(another);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, another(inner)]));
  const text = String(value);
  if (/^[\d.]+\/\d+$/.test(text)) return "198.51.100.0/24";
  return /^[\da-f:]+\/\d+$/.test(text) ? "2001:db8:ffff::/64" : `${text}x`;
}

/** The inputs with another value at a path; undefined where they have none. */
function changed(inputs: unknown, [step = "", ...rest]: readonly string[]): unknown {
  if (Array.isArray(inputs)) {
    const list: readonly unknown[] = inputs;
    const entries = list.map((entry) => changed(entry, [step, ...rest]));
    return entries.some((entry) => entry !== undefined)
      ? entries.map((entry, index) => entry ?? list[index])
      : undefined;
  }
  if (!isRecord(inputs) || inputs[step] === undefined) return undefined;
  const inner = rest.length === 0 ? another(inputs[step]) : changed(inputs[step], rest);
  return inner === undefined ? undefined : { ...inputs, [step]: inner };
}

/** The inputs of a replacement, without those that the provider filled in. */
function renewed(cloud: Cloud, { type, name }: WorldObject, inputs: Inputs): Inputs {
  const { [DEFAULTS_KEY]: defaults = [], ...rest } = inputs;
  const configured = Object.entries(rest).filter(([argument]) => !(defaults as string[]).includes(argument));
  return cloud.check(type, name, undefined, Object.fromEntries(configured));
}

/** The reason why AWS refuses to create the object, or else its ID. The world is unchanged afterwards. */
function attempt(
  cloud: Cloud,
  { type, name, region, accountId }: WorldObject,
  inputs: Inputs,
): readonly string[] | string {
  try {
    const { id } = cloud.create(type, name, inputs, { region, accountId, defaultTags: {} });
    cloud.world.remove(type, id);
    return id;
  } catch (error) {
    if (error instanceof CloudRefusal) return error.reasons;
    throw error;
  }
}

/** The problem if the replacement is created while the old object exists. */
function clash(cloud: Cloud, old: WorldObject, inputs: Inputs): string | undefined {
  const { world } = cloud;
  const beside = attempt(cloud, old, inputs);
  world.remove(old.type, old.id);
  const alone = attempt(cloud, old, inputs);
  world.put(old);
  if (beside === old.id) return "the old one's deletion removes the new one";
  if (typeof beside === "string") return undefined;
  const reasons = typeof alone === "string" ? [] : alone;
  return beside.find((reason) => !reasons.includes(reason));
}

/**
 * Changes each argument that forces a replacement alone, and checks that the new object does not conflict with the old one
 * in the order that the provider and the resource's options determine.
 */
describe.each(ALL_STACK_FILES.filter(({ stack, program }) => !(program === EXAMPLES && stack === "shared-vpc")))(
  "the program of $stack",
  ({ stack, program }) => {
    it("deletes first if the replacement would collide, or if the deletion of the old object would delete it", async () => {
      const world = new World();
      const cloud = new Cloud(world);
      const { resources } = await recordProgram(stack, { program, world });
      const objects = new Map(world.objects.map((object) => [key(object), object]));
      const clashes = resources.flatMap((resource) => {
        const object = objects.get(key(resource));
        if (object === undefined || resource.options.deleteBeforeReplace) return [];
        return (awsFacts(object.type)?.replaceOn ?? []).flatMap((argument) => {
          const news = changed(object.inputs, argument.split(".")) as Inputs | undefined;
          if (news === undefined || `${object.type}.${argument}` in CANNOT_CHANGE) return [];
          const { replaces, deleteBeforeReplace } = cloud.diff(object.type, object.inputs, news, {
            ...object,
            defaultTags: {},
          });
          if (replaces.length === 0 || deleteBeforeReplace) return [];
          const problem = clash(cloud, object, renewed(cloud, object, news));
          return problem === undefined ? [] : [`${key(resource)} ${argument}: ${problem}`];
        });
      });
      expect(clashes).toEqual([]);
    });
  },
);
