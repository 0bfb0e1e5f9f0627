import { requireNeutralOptions } from "../../../tools/up/approved-options";
import { UsageError } from "../../../tools/terminal/tool";

describe("an update that is compared with an approved preview", () => {
  it.each([
    ["--yes", "--non-interactive", "--skip-preview", "--diff", "--suppress-outputs"],
    ["-y", "-p", "4", "--parallel=4", "--color", "never", "-m", "Release 7", "--message=Release 7"],
  ])("accepts options that do not change it: %s", (...options) => {
    expect(() => {
      requireNeutralOptions(options);
    }).not.toThrow();
  });

  it.each([
    ["--replace", "urn:x"],
    ["--target-dependents"],
    ["--refresh"],
    ["--config", "groundwork:name=other"],
    ["-c", "groundwork:name=other"],
    ["--config-file=other.yaml"],
    ["--", "--stack", "prod"],
    ["prod"],
    ["-yr"],
    ["--yes", "--color", "--refresh"],
    ["--message"],
  ])("refuses arguments that could change it: %s %s", (...options) => {
    expect(() => {
      requireNeutralOptions(options);
    }).toThrow(UsageError);
  });
});
