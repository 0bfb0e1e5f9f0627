import type * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";

const ROLE = "aws:iam/role:Role";

/**
 * Sets the permissions boundary of every IAM role below components with these options. Accounts that delegate the creation
 * of roles refuse roles without a boundary. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function permissionsBoundary(permissionsBoundaryArn: string): pulumi.ResourceTransformation {
  return ({ type, props, opts }) =>
    type === ROLE
      ? { props: { ...(props as iam.RoleArgs), permissionsBoundary: permissionsBoundaryArn }, opts }
      : undefined;
}
