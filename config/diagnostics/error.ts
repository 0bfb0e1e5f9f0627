import { RunError } from "@pulumi/pulumi/errors";
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
    /** Stack files that are there. */
    readonly others: readonly string[],
  ) {
    const template = others.find((name) => name.includes(".dev.")) ?? others[0];
    super(
      [
        `${fileName} does not exist in ${directory}.`,
        ...(template === undefined
          ? ["  There is no other stack file to start from either."]
          : [
              `  there     ${others.join(", ")}`,
              `  fix       cp ${template} ${fileName}, then change environment, account and network.cidr`,
            ]),
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

/** The stack file is read, but what it says is not allowed. Holds every problem, not the first. */
export class ConfigValidationError extends ConfigError {
  override readonly name = "ConfigValidationError";

  constructor(
    readonly fileName: string,
    readonly problems: readonly Problem[],
  ) {
    super(formatProblems(fileName, problems));
  }
}
