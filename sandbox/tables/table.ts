import type { World, WorldObject } from "../world";

/** Resource properties as the engine sends them: plain JSON; what is unknown in a preview is absent. */
export type Props = Readonly<Record<string, unknown>>;

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
 * How one resource type behaves at AWS, as far as the platform meets it.
 * Everything not said here comes from the SDK itself: which outputs exist, and whether the type has `tagsAll`.
 */
export interface ResourceTable {
  /** Inputs that AWS cannot change in place (ForceNew in the provider): a change is a replacement. */
  readonly replaceOn?: readonly string[];
  /** Input that the provider fills from the logical name when absent, with a random-looking suffix. */
  readonly autoName?: string;
  /**
   * Path of the input that is the object's own name, where two objects of one name cannot stand side by side. A
   * replacement that keeps a name which the program chose has to delete first.
   */
  readonly fixedName?: string;
  /** A create takes over what is there: a setting that AWS puts in place rather than adds. */
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
