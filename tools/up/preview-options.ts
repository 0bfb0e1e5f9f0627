/** Options of `pulumi up` that `pulumi preview` does not have. */
const UP_ONLY = ["--yes", "-y", "--skip-preview", "-f", "--continue-on-error", "--strict"];
const UP_ONLY_WITH_VALUE = ["--secrets-provider", "--plan"];

/** The options of an update that apply to its preview, too. */
export function previewOptions(passedOn: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (let index = 0; index < passedOn.length; index += 1) {
    const argument = passedOn[index] ?? "";
    const name = argument.split("=")[0] ?? "";
    if (UP_ONLY_WITH_VALUE.includes(name)) {
      if (!argument.includes("=")) index += 1;
    } else if (!UP_ONLY.includes(name)) {
      kept.push(argument);
    }
  }
  return kept;
}

export function hasOption(passedOn: readonly string[], ...names: readonly string[]): boolean {
  return passedOn.some((argument) => names.includes(argument) || names.some((name) => argument === `${name}=true`));
}

/** Makes the update start at once: the command previewed it, and asked. */
export function withoutPreview(passedOn: readonly string[]): readonly string[] {
  const own = ["--yes", "-y", "--skip-preview", "-f"];
  return ["--yes", "--skip-preview", ...passedOn.filter((argument) => !own.includes(argument.split("=")[0] ?? ""))];
}
