import { requireArgument } from "../arguments";
import { forEnvironment, perEnvironment } from "../environments";
import { statements } from "../documents";
import { UNKNOWN, at, elements, isAbsent } from "../props";
import { ofType, targetsOf } from "../references";
import type { Rule, StackResource, StackViolation } from "../rule";
import { publicSubnets } from "../public-subnets";

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const ROLE = "aws:iam/role:Role";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const SUBNET = "aws:ec2/subnet:Subnet";

/** Spot capacity of one type is often exhausted: https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html */
const FEWEST_TYPES = { onDemand: 2, spot: 3 };

/** Families of the previous generation, some of which have paravirtual AMIs: https://aws.amazon.com/ec2/previous-generation/ */
const PREVIOUS_GENERATION = /^(a1|c1|c3|cc2|cr1|g2|h1|hi1|hs1|i2|m1|m2|m3|r3|t1)\./;

const NODE_COUNTS = { dev: { max: 10 }, staging: { max: 20 }, prod: { min: 2, max: 100 } };

export const nodeRules: readonly Rule[] = [
  {
    name: "node-subnets-private",
    description: "Nodes run in subnets without a route to an internet gateway",
    controls: ["CIS-EKS-5.4.3"],
    level: "mandatory",
    stackViolations: (resources) =>
      ofType(resources, NODE_GROUP)
        .filter((group) => targetsOf(group, "subnetIds", publicSubnets(resources)).length > 0)
        .map(({ urn }) => ({ urn, message: "Nodes run in a public subnet; list private subnets in subnetIds" })),
  },
  {
    name: "node-zones",
    description: "The node groups of a cluster are in two Availability Zones or more",
    controls: ["AutoScaling.2"],
    level: "mandatory",
    fix: "List two or more zones in `cluster.nodeGroups.<name>.zones` in the stack file",
    stackViolations: (resources) =>
      ofType(resources, NODE_GROUP)
        .filter((group) => {
          const zones = siblings(group, resources).map((sibling) => zonesOf(sibling, resources));
          return !zones.includes(undefined) && new Set(zones.flat()).size < 2;
        })
        .map(({ urn }) => ({ urn, message: "All nodes are in one Availability Zone; add subnets to subnetIds" })),
  },
  {
    name: "node-instance-types",
    description: "Node groups can use two instance types, or three with Spot capacity",
    controls: ["AutoScaling.6"],
    level: "advisory",
    fix: "List more types in `cluster.nodeGroups.<name>.instanceTypes` in the stack file",
    types: [NODE_GROUP],
    accepts: ({ type, props }) => type === NODE_GROUP && !isAbsent(props["warmPoolConfig"]),
    violations: ({ instanceTypes, capacityType, warmPoolConfig }) => {
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html#warm-pools-limitations
      if (!isAbsent(warmPoolConfig)) return [];
      const least = capacityType === "SPOT" ? FEWEST_TYPES.spot : FEWEST_TYPES.onDemand;
      const count = Array.isArray(instanceTypes) ? instanceTypes.length : 0;
      return instanceTypes === UNKNOWN || capacityType === UNKNOWN || count >= least
        ? []
        : [`The group can use ${count} of at least ${least} instance types; add types of the same size`];
    },
  },
  {
    name: "node-launch-template",
    description: "Node groups use a launch template, which sets IMDSv2 and encrypted volumes",
    controls: ["AutoScaling.9"],
    level: "mandatory",
    types: [NODE_GROUP],
    violations: requireArgument("launchTemplate", "The group uses the defaults of EKS for instances"),
  },
  {
    name: "node-instance-families",
    description: "Nodes use instance families of the current generation that the environment allows",
    controls: ["EC2.24"],
    level: "mandatory",
    fix: "Choose other types in `cluster.nodeGroups.<name>.instanceTypes` in the stack file",
    configSchema: {
      properties: {
        families: perEnvironment(
          "Instance families that nodes can use, by environment. Default: all current families.",
          {
            type: "array",
            items: { type: "string" },
          },
        ),
      },
    },
    stackViolations: (resources, config) => {
      const allowed = forEnvironment<readonly string[]>("families", {}, resources, config);
      return ofType(
        resources,
        NODE_GROUP,
        "aws:ec2/instance:Instance",
        "aws:ec2/launchTemplate:LaunchTemplate",
      ).flatMap(({ urn, props }) =>
        elements([...elements(props["instanceTypes"]), props["instanceType"]])
          .filter((type): type is string => typeof type === "string")
          .flatMap((type): StackViolation[] => {
            const [family = ""] = type.split(".");
            if (PREVIOUS_GENERATION.test(type)) {
              return [{ urn, message: `${type} is of a previous generation; use a type of the current one` }];
            }
            return allowed === undefined || allowed.includes(family)
              ? []
              : [{ urn, message: `${type} is not allowed in this environment; use ${allowed.join(", ")}` }];
          }),
      );
    },
  },
  {
    name: "node-counts",
    description: "Node groups have as many nodes as the environment allows",
    controls: [],
    level: "advisory",
    fix: "Change `minSize` and `maxSize` in `cluster.nodeGroups.<name>` in the stack file",
    configSchema: {
      properties: {
        counts: perEnvironment(
          "Limits of `scalingConfig` of each node group, by environment. Default: at most 10 nodes in dev, 20 in staging, 2 to 100 in prod.",
          {
            type: "object",
            properties: { min: { type: "integer" }, max: { type: "integer" } },
            additionalProperties: false,
          },
        ),
      },
    },
    stackViolations: (resources, config) => {
      const limits: { readonly min?: number; readonly max?: number } =
        forEnvironment("counts", NODE_COUNTS, resources, config) ?? {};
      return ofType(resources, NODE_GROUP).flatMap(({ urn, props }) => {
        const [min, max] = [at(props["scalingConfig"], "minSize"), at(props["scalingConfig"], "maxSize")];
        return [
          ...(limits.min !== undefined && typeof min === "number" && min < limits.min
            ? [{ urn, message: `minSize (${min}) is less than ${limits.min}` }]
            : []),
          ...(limits.max !== undefined && typeof max === "number" && max > limits.max
            ? [{ urn, message: `maxSize (${max}) is greater than ${limits.max}` }]
            : []),
        ];
      });
    },
  },
  {
    name: "node-session-manager",
    description: "Systems Manager manages the nodes, so that sessions need no SSH",
    controls: ["SSM.1"],
    level: "advisory",
    stackViolations: (resources) =>
      nodeRoles(resources)
        .filter((role) => !policiesOf(role, resources).some((arn) => arn.endsWith("/AmazonSSMManagedInstanceCore")))
        .map(({ urn }) => ({ urn, message: "Nodes are not managed; attach AmazonSSMManagedInstanceCore to the role" })),
  },
  {
    name: "node-pull-only",
    description: "Nodes pull images and push none",
    controls: ["CIS-EKS-5.1.3"],
    level: "mandatory",
    stackViolations: (resources) =>
      nodeRoles(resources)
        .filter((role) =>
          policiesOf(role, resources).some((arn) => /ContainerRegistry(FullAccess|PowerUser)$/.test(arn)),
        )
        .map(({ urn }) => ({
          urn,
          message: "Nodes can push images; attach AmazonEC2ContainerRegistryPullOnly instead",
        })),
  },
];

/** Node groups of the same cluster, the group included. */
function siblings(group: StackResource, resources: readonly StackResource[]): readonly StackResource[] {
  return ofType(resources, NODE_GROUP).filter(({ props }) => props["clusterName"] === group.props["clusterName"]);
}

/** Availability Zones of the subnets of a group; undefined if the stack does not have the subnets, or a zone is unknown. */
function zonesOf(group: StackResource, resources: readonly StackResource[]): readonly string[] | undefined {
  const zones = targetsOf(group, "subnetIds", ofType(resources, SUBNET)).map(({ props }) => props["availabilityZone"]);
  return zones.length === 0 || !zones.every((zone) => typeof zone === "string") ? undefined : zones;
}

/** Roles of node groups. */
function nodeRoles(resources: readonly StackResource[]): readonly StackResource[] {
  const groups = ofType(resources, NODE_GROUP);
  return ofType(resources, ROLE).filter(
    (role) =>
      statements(role.props["assumeRolePolicy"]).some((statement) =>
        String(at(statement, "Principal.Service")).startsWith("ec2."),
      ) && groups.some((group) => targetsOf(group, "nodeRoleArn", [role], "arn").length > 0),
  );
}

/** ARNs of the policies that are attached to a role. */
function policiesOf(role: StackResource, resources: readonly StackResource[]): readonly string[] {
  return ofType(resources, ATTACHMENT)
    .filter((attachment) => targetsOf(attachment, "role", [role], "name").length > 0)
    .map(({ props }) => String(props["policyArn"]));
}
