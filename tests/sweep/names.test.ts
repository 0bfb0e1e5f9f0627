import { recordProgram } from "../support/program";
import { ALL_STACK_FILES, EXAMPLES, FLEET } from "../support/stack-files";

type Config = Record<string, unknown>;

/** Maps of a stack file whose keys become part of names, and the longest key that config accepts there. */
const KEYED: readonly (readonly [path: readonly string[], longest: number])[] = [
  [["groundwork:account", "registry", "pullThroughCaches"], 30],
  [["groundwork:cluster", "access"], 32],
  [["groundwork:cluster", "accessRoles"], 32],
  [["groundwork:cluster", "fargateProfiles"], 24],
  [["groundwork:cluster", "karpenter", "nodePools"], 24],
  [["groundwork:cluster", "nodeGroups"], 24],
  [["groundwork:cluster", "podIdentities"], 24],
  [["groundwork:network", "securityGroups"], 24],
  [["groundwork:storage", "buckets"], 24],
  [["groundwork:storage", "buckets", "*", "notifications"], 63],
  [["groundwork:storage", "fileSystems"], 24],
  [["groundwork:storage", "fileSystems", "*", "accessPoints"], 24],
];

/** Keys that are also words of the schema; renaming them would break the file. */
const AMBIGUOUS = ["audit", "data", "diagnostics", "scratch"];

const LONGEST_PLATFORM_NAME = "platform-of-ours";

const MANAGED_DOMAIN_LISTS = [
  "AWSManagedDomainsAggregateThreatList",
  "AWSManagedDomainsAmazonGuardDutyThreatList",
  "AWSManagedDomainsBotnetCommandandControl",
  "AWSManagedDomainsMalwareDomainList",
];

function keysAt(value: unknown, [step, ...rest]: readonly string[]): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (step === undefined) return Object.keys(value);
  const inner = step === "*" ? Object.values(value) : [(value as Config)[step]];
  return inner.flatMap((next) => keysAt(next, rest));
}

/** Sets the longest name of the platform, and the longest form of each key and of all references to it. */
function lengthen(config: Config): void {
  let text = JSON.stringify(config);
  for (const [path, longest] of KEYED) {
    const keys = [...new Set(keysAt(config, path))].filter((key) => !AMBIGUOUS.includes(key));
    for (const [index, key] of keys.entries()) {
      text = text.replaceAll(JSON.stringify(key), JSON.stringify(`${key}${index}`.padEnd(longest, "x")));
    }
  }
  Object.assign(config, JSON.parse(text), { "groundwork:name": LONGEST_PLATFORM_NAME });
}

// The sandbox checks names like the bridge and the provider, so a program with a name that is too long fails.
describe("the longest names that config allows", () => {
  const platforms = ALL_STACK_FILES.filter(({ program }) => program !== FLEET);

  it.each(platforms)("fit every limit in $stack", async ({ stack, program }) => {
    const { resources } = await recordProgram(stack, { program, edit: lengthen, preview: true });
    expect(resources.length).toBeGreaterThan(0);
  });

  it.each(MANAGED_DOMAIN_LISTS)("fit every limit with the managed domain list %s", async (list) => {
    const edit = (config: Config): void => {
      const network = config["groundwork:network"] as Config;
      config["groundwork:network"] = { ...network, dnsFirewall: { managedDomainLists: { [list]: "rslvr-fdl-0123" } } };
    };
    const { resources } = await recordProgram("dual-stack", { program: EXAMPLES, edit, preview: true });
    const [rule] = resources.filter(({ type }) => type === "aws:route53/resolverFirewallRule:ResolverFirewallRule");
    // A name that Pulumi generated and that fits is kept, because another would rename an existing rule.
    const isTooLong = list !== "AWSManagedDomainsMalwareDomainList";
    expect(rule?.inputs["name"]).toBe(isTooLong ? list : undefined);
  });
});
