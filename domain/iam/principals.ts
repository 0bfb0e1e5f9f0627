import { findArnFault, parseArn } from "./arn";

export interface PrincipalFault {
  /** What is wrong, one sentence. */
  readonly message: string;
  /** How to find the right value, in words, because the ARN of a session does not contain the path of its role. */
  readonly remedy: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: names have 64 characters at most, paths 512. */
export const ROLE_OR_USER_ARN = /^arn:aws:iam::\d{12}:(role|user)\/(?=.{1,576}$)([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;

/** Path of roles of IAM Identity Center. Does not contain the home Region if that is us-east-1. */
const IDENTITY_CENTER_PATH = /^role\/aws-reserved\/sso\.amazonaws\.com\/([a-z0-9-]+\/)?AWSReservedSSO_/;

const NAME_A_ROLE = "name an IAM role or user; `aws iam list-roles --query 'Roles[].Arn'` prints the roles";

const FIND_THE_ROLE =
  "the ARN of a session does not tell the path of its role; `aws iam get-role --role-name ROLE --query Role.Arn` prints the role's own ARN";

/**
 * The path contains the home Region of Identity Center, which neither the name of the role nor the ARN of a session contains:
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
const FIND_THE_PERMISSION_SET =
  "`aws iam list-roles --path-prefix /aws-reserved/sso.amazonaws.com/ --query 'Roles[].Arn'` prints the ARNs of Identity Center's roles, each with its path";

/**
 * Why EKS refuses an access entry for a principal, or IAM refuses it in a trust policy. Both accept existing roles and users
 * by their full ARN. Undefined if the value can be one.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessEntry.html
 */
export function findPrincipalFault(value: string): PrincipalFault | undefined {
  const arn = parseArn(value);
  if (arn?.partition === "aws" && arn.service === "sts") return faultOfSession(arn.resource);
  const fault = findArnFault(value, "iam");
  if (fault !== undefined) return { message: fault, remedy: NAME_A_ROLE };
  return faultOfIamResource(value, arn?.resource ?? "");
}

function faultOfSession(resource: string): PrincipalFault {
  if (resource.startsWith("federated-user/")) {
    return { message: "The ARN names a federated session, which has no access entry.", remedy: NAME_A_ROLE };
  }
  const ofIdentityCenter = resource.startsWith("assumed-role/AWSReservedSSO_");
  return {
    message: "The ARN names a session of a role, which ends; access entries and trust policies take the role itself.",
    remedy: ofIdentityCenter ? FIND_THE_PERMISSION_SET : FIND_THE_ROLE,
  };
}

function faultOfIamResource(value: string, resource: string): PrincipalFault | undefined {
  if (resource === "root") {
    return { message: "The ARN stands for the whole account, which has no access entry.", remedy: NAME_A_ROLE };
  }
  const [kind = ""] = resource.split("/");
  if (!["role", "user"].includes(kind)) {
    return { message: "The ARN names neither a role nor a user.", remedy: NAME_A_ROLE };
  }
  if (!ROLE_OR_USER_ARN.test(value)) {
    return { message: "The ARN is not that of a role or user.", remedy: NAME_A_ROLE };
  }
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  if (name.startsWith("AWSReservedSSO_") && !IDENTITY_CENTER_PATH.test(resource)) {
    return {
      message: "The ARN lacks the path of Identity Center's roles, so EKS and IAM find no such role.",
      remedy: FIND_THE_PERMISSION_SET,
    };
  }
  return undefined;
}
