import { RunError } from "@pulumi/pulumi/errors";

import { suggest } from "../domain/suggest";

export interface MissingPart {
  /** Name of the extension. */
  readonly extension: string;
  /** What the extension asked for, such as `subnets of the tier isolated`. */
  readonly what: string;
  readonly name: string;
  /** The key of the stack file that has such parts. */
  readonly key: string;
  /** Names that the stack has. */
  readonly existing: readonly string[];
}

/**
 * An extension uses a part of the platform that the stack does not have. A RunError, so that `pulumi` prints the message
 * without a stack trace. A preview reports it before anything is changed.
 */
export class MissingPartError extends RunError {
  override readonly name = "MissingPartError";
  /** Like the codes of findings, it is never renamed. */
  readonly code = "extensions/missing-part";
  /** The key to set. */
  readonly key: string;

  constructor({ extension, what, name, key, existing }: MissingPart) {
    const nearest = suggest(name, existing);
    super(
      [
        `extensions.${extension}  [extensions/missing-part]`,
        `  The extension uses ${what} \`${name}\`, which this stack does not have.`,
        `  existing  ${existing.length === 0 ? "none" : [...existing].sort().join(", ")}`,
        `  fix       ${nearest === undefined ? "" : `use \`${nearest}\`, or `}add \`${name}\` to \`${key}\``,
      ].join("\n"),
    );
    this.key = key;
  }
}

/** Returns the part of this name. */
export function partOf<Part>(parts: Readonly<Record<string, Part>>, missing: Omit<MissingPart, "existing">): Part {
  const part = Object.hasOwn(parts, missing.name) ? parts[missing.name] : undefined;
  if (part === undefined) throw new MissingPartError({ ...missing, existing: Object.keys(parts) });
  return part;
}
