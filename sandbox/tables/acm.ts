import { text } from "./ec2-objects";
import { RECORD, withoutDot } from "./route53";
import type { Props } from "../props";
import type { World } from "../world";
import type { Request, ServiceTable } from "./table";

const CERTIFICATE = "aws:acm/certificate:Certificate";
const INGRESS = "kubernetes:networking.k8s.io/v1:Ingress";
const ANNOTATION = "alb.ingress.kubernetes.io/certificate-arn";

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const LONGEST_DOMAIN_NAME = 64;
/** https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
const MOST_NAMES = 10;

/** AWS Certificate Manager. A domain counts as delegated: records in a hosted zone of this world can be resolved. */
export const acm: ServiceTable = {
  [CERTIFICATE]: {
    id: certificateArn,
    outputs: {
      arn: certificateArn,
      domainValidationOptions: (request) => namesOf(request.inputs).map((name) => validationOption(name, request)),
      keyAlgorithm: () => "RSA_2048",
      // Known once the certificate is issued.
      notAfter: () => "",
      notBefore: () => "",
      options: () => ({ certificateTransparencyLoggingPreference: "ENABLED", export: "DISABLED" }),
      pendingRenewal: () => false,
      renewalEligibility: () => "INELIGIBLE",
      renewalSummaries: () => [],
      status: () => "PENDING_VALIDATION",
      subjectAlternativeNames: ({ inputs }) => namesOf(inputs),
      type: () => "AMAZON_ISSUED",
      validationEmails: () => [],
    },
    refusals: ({ inputs }) => [
      ...((text(inputs, "domainName") ?? "").length > LONGEST_DOMAIN_NAME
        ? [
            `InvalidDomainValidationOptionsException: The first domain name can be no longer than ${LONGEST_DOMAIN_NAME} characters.`,
          ]
        : []),
      ...(namesOf(inputs).length > MOST_NAMES
        ? ["LimitExceededException: The certificate has more domain names than the quota of the account"]
        : []),
    ],
    deleteRefusals: ({ id }, world) =>
      world.ofType(INGRESS).some(({ inputs }) => annotationOf(inputs) === id)
        ? [`ResourceInUseException: Certificate ${id} is in use.`]
        : [],
  },
  // Not an object of AWS: its creation waits until ACM has issued the certificate.
  "aws:acm/certificateValidation:CertificateValidation": {
    // The time of issue.
    id: ({ hex }) => `2026-01-01 00:00:00.${Number.parseInt(hex(6), 16)} +0000 UTC`,
    refusals: refuseUnvalidated,
  },
};

function certificateArn({ hex, region, accountId }: Request): string {
  const id = [8, 4, 4, 4, 12].map((length, part) => hex(length, `part ${part}`)).join("-");
  return `arn:aws:acm:${region}:${accountId}:certificate/${id}`;
}

function namesOf(inputs: Props): string[] {
  const alternative = (inputs["subjectAlternativeNames"] ?? []) as readonly string[];
  return [...new Set([text(inputs, "domainName") ?? "", ...alternative])];
}

/** A domain and its wildcard have the same record. */
function validationOption(domainName: string, { accountId, hex }: Request): Props {
  const domain = domainName.replace(/^\*\./, "");
  const token = hex(32, `${accountId} ${domain}`);
  return {
    domainName,
    resourceRecordName: `_${token}.${domain}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${hex(32, domain)}.acm-validations.aws.`,
  };
}

function refuseUnvalidated({ inputs, world }: Request): string[] {
  const arn = text(inputs, "certificateArn") ?? "";
  const certificate = world.get(CERTIFICATE, arn);
  if (certificate === undefined) return [`ResourceNotFoundException: Could not find certificate ${arn}.`];
  const options = (certificate.state["domainValidationOptions"] ?? []) as readonly Props[];
  const missing = options.filter((option) => !isResolved(option, world));
  return missing.length === 0
    ? []
    : [
        `waiting for ACM Certificate (${arn}) to be issued: timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION'): ` +
          `no record ${missing.map(({ resourceRecordName }) => String(resourceRecordName)).join(", ")}`,
      ];
}

function isResolved({ resourceRecordName, resourceRecordValue }: Props, world: World): boolean {
  return world.ofType(RECORD).some(({ inputs }) => {
    const records = (inputs["records"] ?? []) as readonly unknown[];
    return (
      withoutDot(String(inputs["name"])) === withoutDot(String(resourceRecordName)) &&
      records.includes(resourceRecordValue)
    );
  });
}

function annotationOf(inputs: Props): unknown {
  const metadata = (inputs["metadata"] ?? {}) as Props;
  return ((metadata["annotations"] ?? {}) as Props)[ANNOTATION];
}
