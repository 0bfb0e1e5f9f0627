import { RunError } from "@pulumi/pulumi/errors";
import { suggest } from "../../domain/suggest";
import { formatProblems } from "./format";
import type { Problem } from "./problem";

/**
 * The stack's configuration cannot be used. A RunError, so that `pulumi` prints the message alone, without a stack
 * trace: the mistake is in the stack file, not in the program.
 */
export class ConfigError extends RunError {
  override readonly name: string = "ConfigError";
}

export class StackFileNotFoundError extends ConfigError {
  override readonly name = "StackFileNotFoundError";

  constructor(
    readonly fileName: string,
    readonly directory: string,
    /** Existing stack files. */
    readonly others: readonly string[],
  ) {
    const nameOf = (file: string): string => file.replace(/^Pulumi\.|\.yaml$/g, "");
    const stack = nameOf(fileName);
    const nearest = suggest(stack, others.map(nameOf));
    super(
      [
        `${fileName} does not exist in ${directory}.${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`,
        ...(others.length === 0 ? [] : [`  existing  ${others.join(", ")}`]),
        `  create    npm run config -- new ${stack}`,
      ].join("\n"),
    );
  }
}

/** The stack file has the extension `.yml`, so the engine would run without its values. */
export class StackFileExtensionError extends ConfigError {
  override readonly name = "StackFileExtensionError";

  /** @param wanted the name under which Pulumi reads the file; undefined if another file has that name */
  constructor(fileName: string, wanted: string | undefined) {
    super(
      [
        `${fileName} is not read by Pulumi: a stack file has the extension of the project file, Pulumi.yaml.`,
        wanted === undefined
          ? `  fix       move its values to the file with the extension .yaml, which exists, then delete ${fileName}`
          : `  fix       mv ${fileName} ${wanted}`,
      ].join("\n"),
    );
  }
}

/** The stack file is not the YAML that Pulumi reads. */
export class StackFileParseError extends ConfigError {
  override readonly name = "StackFileParseError";

  constructor(
    readonly fileName: string,
    readonly problems: readonly Problem[],
  ) {
    super(formatProblems(fileName, problems, undefined, "not a stack file"));
  }
}

/** The stack file can be read, but is not valid. Contains every problem. */
export class ConfigValidationError extends ConfigError {
  override readonly name = "ConfigValidationError";

  constructor(
    readonly fileName: string,
    readonly problems: readonly Problem[],
  ) {
    super(formatProblems(fileName, problems));
  }
}
