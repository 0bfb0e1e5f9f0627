/**
 * What a difference between AWS and the state of a stack means, the most urgent first. `other` is a difference that no rule
 * below describes: a person must judge it.
 */
export const DRIFT_CLASSES = ["security", "cost", "other", "harmless", "expected"] as const;
export type DriftClass = (typeof DRIFT_CLASSES)[number];

export interface Classification {
  readonly class: DriftClass;
  /** What the class follows from, in one sentence. */
  readonly reason: string;
}

/** A drifted property, or a resource that no longer exists (without a path). */
export interface Drifted {
  readonly type: string;
  /** Path of the property, such as `scalingConfig.desiredSize`. */
  readonly path?: string;
}

interface Rule extends Classification {
  readonly type: RegExp;
  /** Omitted for every property, and for the deletion of the resource. */
  readonly path?: RegExp;
}

const ANY = /^/;

/** The first rule that matches applies. */
const RULES: readonly Rule[] = [
  // Set by AWS or by controllers: docs/changes.md#changes-made-outside-of-pulumi
  {
    type: /^aws:eks\/nodeGroup:/,
    path: /^scalingConfig\.desiredSize$/,
    class: "expected",
    reason: "An autoscaler sets the number of nodes.",
  },
  {
    type: /^aws:autoscaling\/group:/,
    path: /^desiredCapacity$/,
    class: "expected",
    reason: "An autoscaler sets the number of instances.",
  },
  {
    type: /^aws:acm\/certificate:/,
    path: /^(status|notAfter|notBefore|pendingRenewal|renewalEligibility|renewalSummaries)\b/,
    class: "expected",
    reason: "ACM issues and renews the certificate.",
  },
  {
    type: /^aws:ecs\/service:/,
    path: /^desiredCount$/,
    class: "expected",
    reason: "An autoscaler sets the number of tasks.",
  },
  {
    type: /^kubernetes:apps\/v1:/,
    path: /^spec\.replicas$/,
    class: "expected",
    reason: "A HorizontalPodAutoscaler sets the number of replicas.",
  },
  {
    type: /^kubernetes:/,
    path: /^(status|metadata\.(resourceVersion|generation|managedFields|uid|creationTimestamp))\b/,
    class: "expected",
    reason: "The API server or a controller maintains the field.",
  },
  {
    type: /^kubernetes:/,
    path: /^metadata\.annotations\["(deployment\.kubernetes\.io|pv\.kubernetes\.io|karpenter\.k8s\.aws|karpenter\.sh)\//,
    class: "expected",
    reason: "A controller maintains the annotation.",
  },
  {
    type: /^aws:/,
    path: /^tags(All)?(\["|\.)(aws:|eks:|kubernetes\.io\/|k8s\.io\/|karpenter\.(sh|k8s\.aws)\/|elbv2\.k8s\.aws\/|ingress\.k8s\.aws\/|service\.k8s\.aws\/)/,
    class: "expected",
    reason: "AWS or a controller of the cluster sets the tag.",
  },
  {
    type: /^aws:/,
    path: /^tags(All)?\b/,
    class: "harmless",
    reason: "The tag describes the resource. Policies with conditions on tags read it.",
  },

  // Who may do what, what is reachable, and what is recorded.
  {
    type: /^aws:(iam|kms|secretsmanager|guardduty|securityhub|cloudtrail|cfg|accessanalyzer|organizations|ram|signer|wafv2|networkfirewall|inspector2|macie2)\//,
    class: "security",
    reason: "The resource controls permissions, keys, or the detection of attacks.",
  },
  {
    type: /^aws:(ec2\/(\w*[sS]ecurityGroup\w*|\w*[nN]etworkAcl\w*|flowLog|route|internetGateway|vpcPeeringConnection\w*|vpcBlockPublicAccess\w*|imageBlockPublicAccess|instanceMetadataDefaults)|vpc\/\w+|ebs\/(encryptionByDefault|snapshotBlockPublicAccess)):/,
    class: "security",
    reason: "The resource decides what the network or the internet can reach, or records it.",
  },
  {
    type: /^aws:(route53\/(zone|record)|acm\/certificate\w*):/,
    class: "security",
    reason: "The resource decides where a name of the domain leads, or proves who owns it.",
  },
  {
    type: /^aws:eks\/(accessEntry|accessPolicyAssociation|podIdentityAssociation|identityProviderConfig):/,
    class: "security",
    reason: "The resource grants access to the cluster, or to AWS from the cluster.",
  },
  {
    type: /^aws:eks\/cluster:/,
    path: /^(vpcConfig\.(publicAccessCidrs|endpointP\w+|securityGroupIds)|enabledClusterLogTypes|encryptionConfig|accessConfig|deletionProtection)\b/,
    class: "security",
    reason: "The property decides who reaches the Kubernetes API, or what is recorded.",
  },
  {
    type: /^aws:(s3|s3control)\/(bucketPolicy|\w*[pP]ublicAccessBlock|bucketAcl|bucketOwnershipControls|bucketServerSideEncryption\w*|bucketLogging|bucketVersioning|bucketObjectLock\w*|accessPoint\w*):/,
    class: "security",
    reason: "The resource decides who reads objects, or protects them from loss.",
  },
  {
    type: /^aws:backup\/(vaultPolicy|vaultLockConfiguration|plan|selection):/,
    class: "security",
    reason: "The resource decides what is backed up, or protects the backups.",
  },
  {
    type: /^kubernetes:(rbac\.authorization\.k8s\.io|networking\.k8s\.io|admissionregistration\.k8s\.io)\//,
    class: "security",
    reason: "The object grants permissions, admits traffic, or admits objects.",
  },
  {
    type: /^kubernetes:core\/v1:Namespace/,
    path: /^metadata\.labels(\["|\.)pod-security/,
    class: "security",
    reason: "The label decides which pods the namespace admits.",
  },
  {
    type: ANY,
    path: /(polic(y|ies)|permission|principal|encrypt|kmsKey|publicly|public(Access|Ip)|cidr|metadataOptions|userData|securityGroup|deletionProtection|logging|tlsVersion|scanOnPush|imageTagMutability|securityContext|serviceAccountName|hostNetwork)/i,
    class: "security",
    reason: "The property decides about permissions, encryption, or what is reachable.",
  },

  // What AWS charges for.
  {
    type: /^aws:(ec2\/(natGateway|eip|vpcEndpoint|instance|transitGateway\w*)|ebs\/volume|lb\/\w+|alb\/\w+):/,
    class: "cost",
    reason: "AWS charges for the resource by the hour.",
  },
  {
    type: ANY,
    path: /(instanceType|capacityType|capacityReservation|scalingConfig|(min|max)(Size|Capacity)|desiredCapacity|blockDevice|volume(Size|Type)|iops|throughput|retention|lifecycle|storageClass|billingMode|(read|write)Capacity|transitions|expiration|controlPlaneScalingConfig|supportType|upgradePolicy|spec\.limits|resources\.(limits|requests))/i,
    class: "cost",
    reason: "The property changes what AWS charges.",
  },
  {
    type: /^aws:(s3\/bucketLifecycleConfiguration|ecr\/lifecyclePolicy|budgets\/\w+|costexplorer\/\w+):/,
    class: "cost",
    reason: "The resource limits what AWS charges.",
  },

  // Read by people and by cost reports only.
  {
    type: /^aws:/,
    path: /^(description|displayName|comment)\b/,
    class: "harmless",
    reason: "The property describes the resource.",
  },
  {
    type: /^kubernetes:/,
    path: /^metadata\.(labels|annotations)\b/,
    class: "harmless",
    reason: "The property describes the object.",
  },
];

/** Classifies a drifted property or a deleted resource by its type and path. */
export function classifyDrift({ type, path }: Drifted): Classification {
  const rule = RULES.find((each) =>
    path === undefined
      ? each.path === undefined && each.type.test(type)
      : each.type.test(type) && (each.path?.test(path) ?? true),
  );
  if (rule !== undefined) return { class: rule.class, reason: rule.reason };
  return path === undefined
    ? { class: "other", reason: "The resource was deleted outside of Pulumi." }
    : { class: "other", reason: "No rule classifies the property." };
}

/** The most urgent of several classes. */
export function mostUrgent(classes: readonly DriftClass[]): DriftClass {
  return DRIFT_CLASSES.find((each) => classes.includes(each)) ?? "expected";
}
