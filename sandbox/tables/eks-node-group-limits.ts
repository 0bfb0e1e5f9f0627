import { isRecord } from "../property-diff";
import type { Props } from "../props";
import { refuseLockedOutNodes } from "./eks-endpoint";
import { refuseIpv6Nodes } from "./eks-ip-family";
import { ADDON, CLUSTER, list, record, refuseIf, refuseMissingCluster } from "./eks-objects";
import { ROLE } from "./iam";
import { refuseBlockedCredentials } from "./resolver-firewall";
import type { Request } from "./table";

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_Taint.html */
const LONGEST_KEY = 63;
const MOST_TAINTS = 50;

/** https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html */
const NO_EKS_AMI = /^(g5g|mac[\w-]*)\./;
const ACCELERATED = /^(g3s?|g4[a-z]*|inf\d[\w-]*|p\d[\w-]*)\./;
const FIRST_GRAVITON = "a1.";

/** Graviton families have a `g` after the generation: `m7g`, `c6gn`, `t4g`. The exception is a1. */
const ARM_TYPE = /^(a1|[a-z]+\d+g[a-z]*)\./;

/** Why EKS refuses a node group. */
export function refuseNodeGroup(request: Request): string[] {
  const { inputs, world } = request;
  const missing = refuseMissingCluster(request);
  if (missing.length > 0) return missing;
  const clusterName = String(inputs["clusterName"]);
  const networking = world.get(ADDON, `${clusterName}:vpc-cni`);
  const role = world.ofType(ROLE, { arn: inputs["nodeRoleArn"] });
  return [
    ...refuseIf(
      role.length === 0,
      `InvalidParameterException: nodeRole, ${String(inputs["nodeRoleArn"])}, does not exist`,
    ),
    ...refuseScaling(record(inputs["scalingConfig"])),
    ...refuseArchitecture(String(inputs["amiType"]), list(inputs["instanceTypes"])),
    ...refuseUserData(request),
    ...refuseNodeSettings(inputs),
    ...refuseIpv6Nodes(request, world.get(CLUSTER, clusterName)),
    ...refuseLockedOutNodes(world.get(CLUSTER, clusterName), world),
    ...refuseIf(
      networking === undefined,
      "NodeCreationFailure: Instances failed to join the kubernetes cluster: no CNI makes them Ready",
    ),
    ...refuseBlockedCredentials(request),
  ];
}

function refuseScaling(scaling: Props): string[] {
  const [min, desired, max] = ["minSize", "desiredSize", "maxSize"].map((field) => Number(scaling[field]));
  if (min === undefined || desired === undefined || max === undefined) return [];
  return [
    ...refuseIf(max < 1, "InvalidParameterException: maxSize must be at least 1"),
    ...refuseIf(
      min < 0 || min > desired || desired > max,
      `InvalidParameterException: desired capacity ${desired} must be between min size ${min} and max size ${max}`,
    ),
  ];
}

function refuseArchitecture(amiType: string, instanceTypes: readonly string[]): string[] {
  const wantsArm = /ARM_64|AARCH64/i.test(amiType);
  const wrong = instanceTypes.filter((type) => ARM_TYPE.test(type) !== wantsArm);
  return refuseIf(
    wrong.length > 0,
    `InvalidParameterException: ${wrong.join(", ")} cannot run an AMI of type ${amiType}`,
  );
}

/** https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-user-data */
function refuseUserData({ inputs, world }: Request): string[] {
  const id = String(record(inputs["launchTemplate"])["id"]);
  const userData = world.get("aws:ec2/launchTemplate:LaunchTemplate", id)?.state["userData"];
  if (typeof userData !== "string") return [];
  const text = Buffer.from(userData, "base64").toString();
  const [form, fits] = String(inputs["amiType"]).startsWith("BOTTLEROCKET")
    ? ["a TOML format that could be processed", /^\[settings[.\]]/.test(text)]
    : ["the MIME multipart format", text.startsWith("MIME-Version:")];
  return refuseIf(!fits, `Ec2LaunchTemplateInvalidConfiguration: User data was not in ${form}`);
}

/** Why EKS refuses labels, taints and machines of a node group: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
export function refuseNodeSettings(inputs: Props): string[] {
  const labels = Object.entries(record(inputs["labels"]));
  const taints = [inputs["taints"] ?? []].flat().filter(isRecord);
  const amiType = String(inputs["amiType"]);
  const identities = taints.map(({ key, effect }) => `${String(key)}:${String(effect)}`);
  return [
    ...labels
      .filter(([key, value]) => key.length > LONGEST_KEY || value === "")
      .map(([key]) => `InvalidParameterException: label ${key}: keys and values have 1 to ${LONGEST_KEY} characters`),
    ...(taints.length > MOST_TAINTS ? [`InvalidParameterException: at most ${MOST_TAINTS} taints`] : []),
    ...taints
      .filter(({ key }) => String(key).length > LONGEST_KEY)
      .map(({ key }) => `InvalidParameterException: taint ${String(key)}: keys have 1 to ${LONGEST_KEY} characters`),
    ...(new Set(identities).size < identities.length
      ? ["NodeCreationFailure: duplicated taints with the same key and effect"]
      : []),
    ...list(inputs["instanceTypes"])
      .filter(
        (type) =>
          NO_EKS_AMI.test(type) ||
          ACCELERATED.test(type) ||
          (amiType.startsWith("AL2023") && type.startsWith(FIRST_GRAVITON)),
      )
      .map(
        (type) => `InvalidParameterException: [${type}] is not a valid instance type for requested amiType ${amiType}`,
      ),
  ];
}
