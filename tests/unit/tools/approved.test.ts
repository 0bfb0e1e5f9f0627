import { requireNeutralOptions } from "../../../tools/up/approved-options";
import { UsageError } from "../../../tools/terminal/tool";

describe("an update that is compared with an approved preview", () => {
  it.each([
    ["--yes", "--non-interactive", "--skip-preview", "--diff", "--suppress-outputs"],
    ["-y", "-p", "4", "--parallel=4", "--color", "never", "-m", "Release 7", "--message=Release 7"],
  ])("accepts options that do not change it: %s", (...options) => {
    expect(() => {
      requireNeutralOptions(options, {});
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
      requireNeutralOptions(options, {});
    }).toThrow(UsageError);
  });

  it("accepts environment variables that do not change it", () => {
    const env = { PATH: "/bin", PULUMI_BACKEND_URL: "s3://state", PULUMI_CI_SYSTEM: "x", PULUMI_OPTION_TARGET: "" };
    expect(() => {
      requireNeutralOptions([], env);
    }).not.toThrow();
  });

  it.each([
    "PULUMI_CONTINUE_ON_ERROR",
    "PULUMI_OPTION_TARGET",
    "PULUMI_DEBUG_PROVIDERS",
    "PULUMI_K8S_DELETE_UNREACHABLE",
  ])("refuses the environment variable %s, which could change it", (name) => {
    expect(() => {
      requireNeutralOptions([], { PULUMI_HOME: "/h", [name]: "true" });
    }).toThrow(`Environment variables could change the approved update: ${name}. Unset them.`);
  });
});
