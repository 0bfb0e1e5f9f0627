import { sdkFacts } from "../sdk-facts";
import awsTypes from "./aws-types.json";

/** How the bridge generates the name of a resource if the program states none. */
export interface AutoName {
  readonly property: string;
  /** Characters; the bridge refuses a longer name. */
  readonly longest: number;
  /** Between the logical name and seven random digits. */
  readonly separator: string;
}

/** How the AWS provider carries out a change of inputs: see README.md. */
export interface AwsTypeFacts {
  readonly replaceOn: readonly string[];
  readonly replaceOnPresence?: Readonly<Record<string, readonly string[]>>;
  /** The condition in words, by argument. */
  readonly replaceOnCondition?: Readonly<Record<string, string>>;
  readonly retainedWhenOmitted?: readonly string[];
  readonly autoName?: AutoName;
  readonly deletesFirst?: boolean;
  readonly framework?: boolean;
}

export const AWS_TYPES: Readonly<Record<string, AwsTypeFacts>> = awsTypes;

/** Undefined for Kubernetes kinds. For AWS types that the platform does not create, what the SDK says. */
export function awsFacts(type: string): AwsTypeFacts | undefined {
  return AWS_TYPES[type] ?? (type.startsWith("aws:") ? factsOfSdk(type) : undefined);
}

/**
 * The bridge names every resource with the argument `name` (`SetAutonaming` of pulumi-terraform-bridge), and the SDK
 * states which arguments the provider fills. Which arguments replace the resource is unknown, so every change is one in
 * place. https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
 */
function factsOfSdk(type: string): AwsTypeFacts | undefined {
  const facts = sdkFacts(type);
  if (facts === undefined) return undefined;
  return {
    replaceOn: [],
    retainedWhenOmitted: facts.computed,
    ...(facts.isNamed ? { autoName: { property: "name", longest: 255, separator: "-" } } : {}),
  };
}
