/** An option of a command. */
export interface OptionDeclaration {
  /** Name of the value, in help; omitted for an option without a value. */
  readonly value?: string;
  /** Accepted values; omitted if the option accepts any. */
  readonly choices?: readonly string[];
  readonly short?: string;
  readonly text: string;
}

export type Options = Readonly<Record<string, OptionDeclaration>>;

/** The value of each option on the command line; undefined if the option is omitted. */
export type Values<O extends Options> = {
  readonly [Name in keyof O]:
    | (O[Name] extends { readonly choices: readonly (infer Choice)[] }
        ? Choice
        : O[Name] extends { readonly value: string }
          ? string
          : true)
    | undefined;
};

/**
 * How many stacks a command accepts: none, exactly one, at least one, any number (`all` stack files without one), or at most
 * one (`selected`: without one, Pulumi uses the stack that `pulumi stack select` selected).
 */
export type StackCount = "none" | "one" | "several" | "all" | "selected";

/** An argument of a command after its stacks. */
interface Operand {
  readonly name: string;
  readonly text: string;
  readonly isOptional?: boolean;
}

/** What a command of `npm run` accepts and prints. Its help and its page in docs/commands show all of it. */
export interface Declaration<O extends Options = Options, Count extends StackCount = StackCount> {
  /** Name of the npm script, with the sub-command if the script has several: `config show`. */
  readonly name: string;
  /** What the command does, in sentences. */
  readonly summary: string;
  /** What the command needs in addition to `npm ci`. */
  readonly needs: string;
  readonly stacks: Count;
  readonly operands?: readonly Operand[];
  readonly options: O;
  /** Why the command has no option `--json`, in a sentence; omitted if it has one. */
  readonly noJson?: string;
  /** Pulumi's command that receives all other arguments unchanged; omitted if the command accepts no others. */
  readonly passesOnTo?: string;
  /** Arguments of calls that work. */
  readonly examples: readonly string[];
  /** Meaning of exit codes in addition to {@link COMMON_EXIT_CODES}, or in place of them. */
  readonly exitCodes?: Readonly<Record<string, string>>;
}

/** Exit codes 3 to 9 and 255 are Pulumi's: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/util/cmdutil/exit.go */
export const ExitCode = { success: 0, failure: 1, usage: 2, remainder: 10 } as const;

/** Exit codes of a command that runs Pulumi. */
export const PULUMI_EXIT_CODES = { "3 to 9, 255": "Exit codes of Pulumi." } as const;

export const COMMON_EXIT_CODES: Readonly<Record<string, string>> = {
  [ExitCode.success]: "The command succeeded.",
  [ExitCode.failure]: "The command failed, or found errors.",
  [ExitCode.usage]: "The arguments are invalid: an unknown option, or a missing or unknown stack.",
};

/** Keeps the types of the options. */
export function declareCommand<const O extends Options, Count extends StackCount>(
  declaration: Declaration<O, Count>,
): Declaration<O, Count> {
  return declaration;
}
