import type * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";

const ROLE = "aws:iam/role:Role";

/**
 * Sets the boundary on every IAM role at and below what gets these options, whoever makes it: accounts that delegate
 * the making of roles refuse those without. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function permissionsBoundary(permissionsBoundaryArn: string): pulumi.ResourceTransformation {
  return ({ type, props, opts }) =>
    type === ROLE
      ? { props: { ...(props as iam.RoleArgs), permissionsBoundary: permissionsBoundaryArn }, opts }
      : undefined;
}
