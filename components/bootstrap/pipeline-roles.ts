import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";

import {
  BOUNDARY_PATH,
  bootstrapPrefix,
  boundaryName,
  type PipelineRole,
  pipelineRoleName,
} from "../../domain/bootstrap/names";
import { deployAccess, type KeyArns, previewAccess, readPolicy } from "./access-policies";
import type { BootstrapArgs, StackArgs } from "./bootstrap-args";
import { boundaryPolicy } from "./boundary";
import { deployPolicies } from "./deploy-policies";
import { trustPolicy } from "./trust-policy";

const SECONDS_PER_HOUR = 3600;
/** The shortest limit that IAM accepts, and longer than a preview takes. */
const PREVIEW_HOURS = 1;

/** Roles of a stack's pipelines, and their permissions boundary. */
export interface PipelineRoles {
  readonly boundary: iam.Policy;
  readonly deploy: iam.Role;
  /** Short-lived stacks have none. */
  readonly preview: iam.Role | undefined;
}

/** Policies of both roles of a stack. */
interface Shared {
  readonly boundary: iam.Policy;
  readonly reads: iam.Policy;
}

/** Creates a permissions boundary, a deploy role and, unless it is short-lived, a preview role for each stack. */
export function createPipelineRoles(
  parent: pulumi.Resource,
  name: string,
  args: BootstrapArgs,
  keys: pulumi.Output<KeyArns>,
): Readonly<Record<string, PipelineRoles>> {
  const reads = new iam.Policy(
    `${name}-reads`,
    {
      name: `${bootstrapPrefix(args.name)}-reads`,
      description: "Reads settings of resources, and no data",
      policy: readPolicy(),
    },
    { parent },
  );
  return Object.fromEntries(
    Object.entries(args.stacks).map(([key, stack]): [string, PipelineRoles] => {
      const boundary = createBoundary(parent, name, args, key, keys);
      const shared = { boundary, reads };
      return [
        key,
        {
          boundary,
          preview: stack.isShortLived ? undefined : createPreviewRole(parent, name, args, [key, stack], keys, shared),
          deploy: createDeployRole(parent, name, args, [key, stack], keys, shared),
        },
      ];
    }),
  );
}

function createBoundary(
  parent: pulumi.Resource,
  name: string,
  args: BootstrapArgs,
  key: string,
  keys: pulumi.Output<KeyArns>,
): iam.Policy {
  return new iam.Policy(
    `${name}-${key}-boundary`,
    {
      name: boundaryName(args.name, key),
      path: BOUNDARY_PATH,
      description: `Permissions boundary of every role of the stack ${key}`,
      policy: keys.apply((arns) => boundaryPolicy(args, key, arns)),
    },
    // Roles of the stack have it: IAM would refuse to delete it, after the roles of the pipelines were deleted.
    { parent, protect: args.deletionProtection },
  );
}

function createPreviewRole(
  parent: pulumi.Resource,
  name: string,
  args: BootstrapArgs,
  [key, stack]: readonly [string, StackArgs],
  keys: pulumi.Output<KeyArns>,
  { boundary, reads }: Shared,
): iam.Role {
  const logicalName = `${name}-${key}-preview`;
  const role = createRole(parent, logicalName, args, [key, stack], "preview", PREVIEW_HOURS, boundary);
  attach(parent, `${logicalName}-reads`, role, reads.arn);
  new iam.RolePolicy(
    `${logicalName}-access`,
    { name: "access", role: role.name, policy: keys.apply((arns) => previewAccess(args, key, arns)) },
    { parent },
  );
  return role;
}

function createDeployRole(
  parent: pulumi.Resource,
  name: string,
  args: BootstrapArgs,
  [key, stack]: readonly [string, StackArgs],
  keys: pulumi.Output<KeyArns>,
  { boundary, reads }: Shared,
): iam.Role {
  const logicalName = `${name}-${key}-deploy`;
  const role = createRole(parent, logicalName, args, [key, stack], "deploy", stack.deploySessionHours, boundary);
  attach(parent, `${logicalName}-reads`, role, reads.arn);
  for (const [area, policy] of Object.entries(deployPolicies(args, key, stack))) {
    const ofArea = new iam.Policy(
      `${logicalName}-${area}`,
      {
        name: `${pipelineRoleName(args.name, key, "deploy")}-${area}`,
        description: `Creates, updates and destroys the stack ${key}: ${area}`,
        policy,
      },
      { parent },
    );
    attach(parent, `${logicalName}-${area}`, role, ofArea.arn);
  }
  for (const policyArn of stack.deployPolicyArns) {
    attach(parent, `${logicalName}-${policyArn.slice(policyArn.lastIndexOf("/") + 1)}`, role, policyArn);
  }
  new iam.RolePolicy(
    `${logicalName}-access`,
    { name: "access", role: role.name, policy: keys.apply((arns) => deployAccess(args, key, arns)) },
    { parent },
  );
  return role;
}

function createRole(
  parent: pulumi.Resource,
  logicalName: string,
  args: BootstrapArgs,
  [key, stack]: readonly [string, StackArgs],
  kind: PipelineRole,
  hours: number,
  boundary: iam.Policy,
): iam.Role {
  return new iam.Role(
    logicalName,
    {
      name: pipelineRoleName(args.name, key, kind),
      description: `${kind === "deploy" ? "Deploys" : "Previews"} the stack ${key} in pipelines`,
      assumeRolePolicy: trustPolicy(args, key, stack, kind),
      maxSessionDuration: hours * SECONDS_PER_HOUR,
      permissionsBoundary: boundary.arn,
    },
    { parent },
  );
}

function attach(parent: pulumi.Resource, logicalName: string, role: iam.Role, policyArn: pulumi.Input<string>): void {
  new iam.RolePolicyAttachment(logicalName, { role: role.name, policyArn }, { parent });
}
