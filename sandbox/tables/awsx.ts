import type { Props } from "../props";

/** A child that a remote component registers, with the component as its parent. */
export interface RemoteChild {
  readonly type: string;
  readonly name: string;
  /** Its inputs, computed from the children registered before it. */
  readonly inputs: (made: readonly MadeChild[]) => Props;
}

/** A registered child. */
export interface MadeChild {
  /** Inputs and outputs, without values that are unknown in a preview. */
  readonly state: Props;
  /** The output of the component that refers to the resource: in the protocol a resource reference. */
  readonly reference: unknown;
}

/** The children and outputs that a remote component derives from its inputs. */
interface RemoteComponent {
  readonly children: readonly RemoteChild[];
  readonly outputs: (made: readonly MadeChild[]) => Props;
}

/** The remote components of one package, keyed by type token. Pure: the same inputs give the same description. */
export type RemoteComponentTable = Readonly<Record<string, (name: string, inputs: Props) => RemoteComponent>>;

/** One rule of `awsx.ecr.Repository`'s `lifecyclePolicy`. */
interface LifecycleRule {
  readonly description?: string;
  readonly tagStatus: "tagged" | "untagged" | "any";
  readonly tagPrefixList?: readonly string[];
  readonly maximumNumberOfImages?: number;
  readonly maximumAgeLimit?: number;
}

/** The lifecycle rules that awsx sets by default. */
const DEFAULT_RULES: readonly LifecycleRule[] = [
  { description: "remove untagged images", tagStatus: "untagged", maximumNumberOfImages: 1 },
];

/** awsx 3.9, as far as the platform uses it: https://github.com/pulumi/pulumi-awsx/blob/master/awsx/ecr/repository.ts */
export const awsx: RemoteComponentTable = {
  "awsx:ecr:Repository": (name, inputs) => {
    const { lifecyclePolicy, ...repository } = inputs;
    const { skip, rules } = (lifecyclePolicy ?? {}) as { skip?: boolean; rules?: readonly LifecycleRule[] };
    const childName = name.toLowerCase();
    const policy: RemoteChild = {
      type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
      name: childName,
      inputs: ([made]) => ({
        repository: made?.state["name"],
        policy: policyDocument(rules ?? DEFAULT_RULES),
        ...(inputs["region"] === undefined ? {} : { region: inputs["region"] }),
      }),
    };
    return {
      children: [
        { type: "aws:ecr/repository:Repository", name: childName, inputs: () => repository },
        ...(skip === true ? [] : [policy]),
      ],
      outputs: ([madeRepository, madePolicy]) => ({
        repository: madeRepository?.reference,
        url: madeRepository?.state["repositoryUrl"],
        ...(madePolicy === undefined ? {} : { lifecyclePolicy: madePolicy.reference }),
      }),
    };
  },
};

/** The rules as JSON of ECR: `any` is last, because ECR requires its priority to be highest; keys are sorted as in Go. */
function policyDocument(rules: readonly LifecycleRule[]): string {
  const anyRules = rules.filter((rule) => rule.tagStatus === "any");
  if (anyRules.length > 1) throw new Error('At most one [selection: "any"] rule can be provided.');
  const ordered = [...rules.filter((rule) => rule.tagStatus !== "any"), ...anyRules];
  return JSON.stringify({
    rules: ordered.map((rule, index) => ({
      action: { type: "expire" },
      description: rule.description,
      rulePriority: index + 1,
      selection: { ...count(rule), ...tags(rule) },
    })),
  });
}

function count({ maximumNumberOfImages, maximumAgeLimit }: LifecycleRule): Props {
  if (maximumNumberOfImages !== undefined)
    return { countNumber: maximumNumberOfImages, countType: "imageCountMoreThan" };
  if (maximumAgeLimit === undefined) {
    throw new Error("Either [maximumNumberOfImages] or [maximumAgeLimit] must be provided with a rule.");
  }
  return { countNumber: maximumAgeLimit, countType: "sinceImagePushed", countUnit: "days" };
}

function tags({ tagStatus, tagPrefixList = [] }: LifecycleRule): Props {
  if (tagStatus !== "tagged") return { tagStatus };
  if (tagPrefixList.length === 0) throw new Error("tagPrefixList cannot be empty.");
  return { tagPrefixList, tagStatus };
}
