import type { Props } from "../props";
import type { World, WorldObject } from "../world";

/** The data from which a table answers one request. */
export interface Request {
  readonly type: string;
  /** The resource's logical name, the last part of its URN. */
  readonly name: string;
  readonly inputs: Props;
  /** The physical ID; empty while the ID is being created. */
  readonly id: string;
  readonly region: string;
  readonly accountId: string;
  readonly world: World;
  /** Deterministic hexadecimal digits of this resource: `hex(17)` for an EC2-like id. Different salts differ. */
  readonly hex: (length: number, salt?: string) => string;
}

/**
 * The behavior of one resource type at AWS, as far as the platform depends on it. `sandbox/facts` describes how the provider
 * carries out a change of inputs. The SDK shows which outputs exist, and whether the type has `tagsAll`.
 */
export interface ResourceTable {
  /** Inputs whose change replaces the object. Only for Kubernetes kinds; AWS types have it in `sandbox/facts`. */
  readonly replaceOn?: readonly string[];
  /** Conditions under which arguments replace; `replaceOnCondition` of `sandbox/facts` describes them. */
  readonly replacesIf?: Readonly<Record<string, (olds: Props, news: Props) => boolean>>;
  /** The input for which the provider generates a name. Only for Kubernetes kinds; AWS types have it in `sandbox/facts`. */
  readonly autoName?: string;
  /** Path of the object's name, only for Kubernetes kinds. A replacement with the same name deletes the old object first. */
  readonly fixedName?: string;
  /**
   * A create overwrites an object with the same ID instead of failing. If a replacement is created first, the deletion of
   * the old object therefore deletes the replacement.
   */
  readonly overwritesExisting?: true;
  /** The physical ID. Default: the autonamed property, or else a generated ID. */
  readonly id?: (request: Request) => string;
  /** The ID by which `pulumi import` names the object, if that is not its physical ID. */
  readonly importId?: (state: Props) => string;
  /** Outputs that AWS computes. A key that is also an input is computed only when the input is absent. */
  readonly outputs?: Readonly<Record<string, (request: Request) => unknown>>;
  /** Those of `outputs` that AWS adds to even when the input is given (`vpcConfig` gains the cluster security group). */
  readonly merged?: readonly string[];
  /** Outputs that every update changes, such as the latest version of a launch template. `current` is the old object. */
  readonly changing?: Readonly<Record<string, (request: Request, current: WorldObject) => unknown>>;
  /** Reasons why AWS refuses the create or, if `current` is set, the update. */
  readonly refusals?: (request: Request, current?: WorldObject) => readonly string[];
  /** Reasons why AWS refuses to delete the object. */
  readonly deleteRefusals?: (object: WorldObject, world: World) => readonly string[];
  /** Side effects on other objects of the world: an EKS cluster creates its security group. */
  readonly created?: (object: WorldObject, world: World) => void;
}

/** The types of one AWS service (or Kubernetes, or awsx), keyed by type token. */
export type ServiceTable = Readonly<Record<string, ResourceTable>>;
