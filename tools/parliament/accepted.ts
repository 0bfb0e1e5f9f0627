/** A finding of parliament that is not an error, with the reason. */
export interface AcceptedFinding {
  /** Name of the issue in parliament or in `lint.py`. */
  readonly issue: RegExp;
  /** Resource and input that contain the policy. */
  readonly place: RegExp;
  readonly detail: RegExp;
  readonly reason: string;
}

const ROLE_POLICY = "^aws:iam/rolePolicy:RolePolicy::";

/** `npm run lint:iam` reports entries without a matching finding. */
export const ACCEPTED: readonly AcceptedFinding[] = [
  {
    issue: /^RESOURCE_STAR$/,
    place: /\.assumeRolePolicy$/,
    detail: /^sts:/,
    reason: "A trust policy names no resource: it is part of the role.",
  },
  {
    issue: /^RESOURCE_STAR$/,
    place: /^aws:kms\/key:Key::/,
    detail: /^kms:/,
    reason:
      "In a key policy * is the key alone. https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  },
  {
    issue: /^RESOURCE_STAR$/,
    place: /^aws:ec2\/vpcEndpoint:VpcEndpoint::/,
    detail: /./,
    reason:
      "An endpoint policy grants nothing: it limits what passes, by organization or account instead of by resource.",
  },
  {
    issue: /^OLD_VERSION$/,
    place: /^aws:ec2\/vpcEndpoint:VpcEndpoint::/,
    detail: /^/,
    reason:
      "AWS's own policy of an open gateway endpoint, version included: with another version the provider would plan a change.",
  },
  {
    issue: /^RESOURCE_STAR$/,
    place: /^aws:iam\/policy:Policy::bootstrap-reads\./,
    detail: /:(BatchGet|Describe|Get|List|View)/,
    reason:
      "Previews read settings of resources whose names are not known before, and AWS's ReadOnlyAccess reads data too.",
  },
  {
    issue: /^RESOURCE_STAR$/,
    place: /^aws:iam\/policy:Policy::bootstrap-\w+-deploy-/,
    detail: /./,
    reason:
      "AWS chooses the IDs of these resources. Conditions limit them to Regions, and a denial to the stack's environment.",
  },
  {
    issue: /^RESOURCE_MISMATCH$/,
    place: /^aws:iam\/policy:Policy::bootstrap-\w+-boundary\./,
    detail: /./,
    reason: "A permissions boundary grants nothing. Parliament reads the actions of `NotAction` as allowed ones.",
  },
  {
    issue: /^RESOURCE_MISMATCH$/,
    place: /^aws:iam\/policy:Policy::bootstrap-\w+-deploy-network\./,
    detail: /^route53:ChangeTagsForResource needs a resource like arn:\*:route53:::healthcheck/,
    reason: "The action tags hosted zones or health checks, and the platform creates no health checks.",
  },
  {
    issue: /^UNKNOWN_CONDITION_FOR_ACTION$/,
    place: /^aws:iam\/policy:Policy::bootstrap-\w+-boundary\./,
    detail: /^Unknown condition kms:ResourceAliases for action kms:/,
    reason:
      "AWS's list of condition keys by action omits this key, which operations on keys have. https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html",
  },
  {
    issue: /^RESOURCE_POLICY_PRIVILEGE_ESCALATION$/,
    place: /^aws:iam\/policy:Policy::bootstrap-\w+-deploy-data\./,
    detail: /due to s3:(Get|Put)Object not being allowed, but does allow s3:PutBucketPolicy$/,
    reason:
      "The role that creates a bucket writes its policy. The buckets are those of the platform that the role deploys.",
  },
  {
    issue: /^MISMATCHED_TYPE_BUT_USABLE$/,
    place: /^aws:iam\/policy:Policy::bootstrap-/,
    detail: /^Type mismatch: StringNotEquals requires a value of type String but given Arn$/,
    reason:
      "AWS documents string operators for iam:PermissionsBoundary. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PermissionsBoundary",
  },
  {
    issue: /^RESOURCE_STAR$/,
    place: new RegExp(`${ROLE_POLICY}cluster-load-balancers-policy`),
    detail: /./,
    reason:
      "The policy that the controller's project publishes; what it creates carries a tag, which conditions ask for.",
  },
  {
    issue: /^RESOURCE_STAR$/,
    place: new RegExp(`${ROLE_POLICY}cluster-control-plane-role-tags`),
    detail: /^(ec2|elasticloadbalancing):/,
    reason: "The policy that AWS publishes for tags in Auto Mode; its conditions ask for the cluster's name.",
  },
  {
    issue: /^RESOURCE_STAR$/,
    place: new RegExp(`${ROLE_POLICY}cluster-karpenter-policy`),
    detail: /^arc-zonal-shift:GetManagedResource$/,
    reason: "The condition arc-zonal-shift:ResourceIdentifier names the cluster, as in Karpenter's published policy.",
  },
  {
    issue: /^(RESOURCE_MISMATCH|DEAD_ACTION|DEAD_RESOURCE)$/,
    place: /./,
    detail: /^(ssm:(Get|Describe)|arn:aws:ssm:[\w-]+::(parameter|document)\/)/,
    reason: "Parameters and documents that AWS publishes have no account in their ARN, which parliament asks for.",
  },
  {
    issue: /^DEAD_RESOURCE$/,
    place: new RegExp(`${ROLE_POLICY}cluster-karpenter-policy`),
    detail: /:spot-instances-request\/\* /,
    reason:
      "Part of Karpenter's published policy: a launch of a spot instance needs it, which AWS's list of resources leaves out.",
  },
  {
    issue: /^(DEAD_ACTION|DEAD_RESOURCE)$/,
    place: new RegExp(`${ROLE_POLICY}cluster-load-balancers-policy`),
    detail: /^(elasticloadbalancing:(Add|Remove)Tags|arn:aws:elasticloadbalancing:\*:\*:(targetgroup|listener))/,
    reason:
      "Two generations of load balancers share the prefix, and parliament knows the actions on tags of the older one only.",
  },
  {
    issue: /^MISMATCHED_TYPE$/,
    place: /^aws:s3\/bucketPolicy:BucketPolicy::/,
    detail: /^Type mismatch: s3:TlsVersion requires a value of type Numeric but given \['1\.2'\]$/,
    reason: "Parliament takes whole numbers only; 1.2 is what AWS's own examples compare s3:TlsVersion with.",
  },
  {
    issue: /^UNKNOWN_CONDITION_FOR_ACTION$/,
    place: /^aws:s3\/bucketPolicy:BucketPolicy::/,
    detail: /^Unknown condition s3:TlsVersion for action s3:/,
    reason: "A denial of s3:* under a condition denies no action that lacks the key.",
  },
  {
    issue: /^UNKNOWN_FEDERATION_SOURCE$/,
    place: /\.assumeRolePolicy$/,
    detail: /:oidc-provider\/token\.actions\.githubusercontent\.com$/,
    reason: "Parliament knows SAML providers and three public ones; GitHub's is an OIDC provider of the account.",
  },
  {
    issue: /^UNKNOWN_CONDITION_FOR_ACTION$/,
    place: /\.assumeRolePolicy$/,
    detail:
      /^Unknown condition token\.actions\.githubusercontent\.com:(aud|sub) for action sts:AssumeRoleWithWebIdentity$/,
    reason:
      "The keys of an OIDC provider begin with its name. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif",
  },
];
