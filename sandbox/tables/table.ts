import type { Props } from "../props";
import type { World, WorldObject } from "../world";

/** What a table may know while AWS "answers" one request. */
export interface Request {
  readonly type: string;
  /** The resource's logical name, the last part of its URN. */
  readonly name: string;
  readonly inputs: Props;
  /** The physical id (empty while the id itself is being made). */
  readonly id: string;
  readonly region: string;
  readonly accountId: string;
  readonly world: World;
  /** Deterministic hexadecimal digits of this resource: `hex(17)` for an EC2-like id. Different salts differ. */
  readonly hex: (length: number, salt?: string) => string;
}

/**
 * How one resource type behaves at AWS, as far as the platform meets it. How the provider carries out a change of
 * inputs is in `sandbox/facts`, and which outputs exist, and whether the type has `tagsAll`, in the SDK.
 */
export interface ResourceTable {
  /** Kubernetes kinds only; for AWS types `sandbox/facts` says it: inputs whose change replaces the object. */
  readonly replaceOn?: readonly string[];
  /** Arguments that replace under a condition, which `replaceOnCondition` of `sandbox/facts` says in words. */
  readonly replacesIf?: Readonly<Record<string, (olds: Props, news: Props) => boolean>>;
  /** Kubernetes kinds only; for AWS types `sandbox/facts` says it: the input that the provider names. */
  readonly autoName?: string;
  /** Kubernetes kinds only: path of the object's own name. A replacement that keeps it deletes first. */
  readonly fixedName?: string;
  /**
   * The create is a put: it overwrites an object of the same id instead of being refused. A replacement that is created
   * first is then deleted in the old one's name.
   */
  readonly takesOver?: true;
  /** The physical id; without it, the autonamed property, else an opaque one. */
  readonly id?: (request: Request) => string;
  /** Outputs that AWS computes. A key that is also an input is computed only when the input is absent. */
  readonly outputs?: Readonly<Record<string, (request: Request) => unknown>>;
  /** Those of `outputs` that AWS adds to even when the input is given (`vpcConfig` gains the cluster security group). */
  readonly merged?: readonly string[];
  /** Outputs that every update changes too (a launch template's latest version). `current` is the object before. */
  readonly changing?: Readonly<Record<string, (request: Request, current: WorldObject) => unknown>>;
  /** Limits known to bite: each string is one reason why AWS refuses the create or update (`current` is set on update). */
  readonly refusals?: (request: Request, current?: WorldObject) => readonly string[];
  /** Reasons why AWS refuses to delete the object now. */
  readonly deleteRefusals?: (object: WorldObject, world: World) => readonly string[];
  /** Side effects on other objects of the world (an EKS cluster makes its security group). */
  readonly created?: (object: WorldObject, world: World) => void;
}

/** The types of one AWS service (or Kubernetes, or awsx), keyed by type token. */
export type ServiceTable = Readonly<Record<string, ResourceTable>>;
