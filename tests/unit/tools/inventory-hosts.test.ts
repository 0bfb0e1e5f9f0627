import { refuseWithHosts } from "../../../tools/inventory/command";
import { hostsOf } from "../../../tools/inventory/hosts";
import { hostListing } from "../../../tools/inventory/listings";
import { renderListing } from "../../../tools/inventory/render";
import { COMMAND_NOT_FOUND, type CommandResult } from "../../../tools/terminal/command";

const OWN_FILTER = "Name=tag-key,Values=kubernetes.io/cluster/shop-dev";
const AUTO_MODE_FILTER = "Name=tag:eks:eks-cluster-name,Values=shop-dev";

/** An instance as EC2 describes it. */
function instance(id: string, zone: string, tags: Readonly<Record<string, string>>, more: object = {}): object {
  return {
    InstanceId: id,
    InstanceType: "m7g.large",
    LaunchTime: "2026-11-20T08:00:00+00:00",
    PrivateIpAddress: "10.0.1.4",
    Placement: { AvailabilityZone: zone },
    State: { Name: "running" },
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ...more,
  };
}

const GROUP = { "eks:nodegroup-name": "default" };
const POOL = { "karpenter.sh/nodepool": "general" };

/** AWS answers each filter with its reservations, of which each may have several instances. */
async function hosts(
  answers: Readonly<Record<string, readonly (readonly object[])[]>>,
): Promise<{ readonly found: Awaited<ReturnType<typeof hostsOf>>; readonly calls: readonly string[] }> {
  const calls: string[] = [];
  const found = await hostsOf("shop-dev", "eu-west-1", (args) => {
    calls.push(args.join(" "));
    const reservations = (answers[args.at(-1) ?? ""] ?? []).map((Instances) => ({ Instances }));
    return Promise.resolve({ exitCode: 0, stdout: JSON.stringify({ Reservations: reservations }), stderr: "" });
  });
  return { found, calls };
}

describe("npm run inventory -- --hosts", () => {
  it("asks EC2 for the instances of the cluster, by the tags of EKS, Karpenter and Auto Mode, and changes nothing", async () => {
    const command = "ec2 describe-instances --region eu-west-1 --output json --filters";
    expect((await hosts({})).calls).toEqual([`${command} ${OWN_FILTER}`, `${command} ${AUTO_MODE_FILTER}`]);
  });

  it("lists instances by role and zone, each once, and none that is terminated", async () => {
    const auto = instance("i-3", "eu-west-1b", POOL, { InstanceLifecycle: "spot" });
    const { found } = await hosts({
      [OWN_FILTER]: [
        [instance("i-4", "eu-west-1b", GROUP), instance("i-2", "eu-west-1a", GROUP)],
        [instance("i-5", "eu-west-1a", {}), auto],
        [instance("i-6", "eu-west-1a", GROUP, { State: { Name: "terminated" } })],
      ],
      [AUTO_MODE_FILTER]: [[auto]],
    });
    expect(found.map(({ role, zone, id, lifecycle }) => [role, zone, id, lifecycle])).toEqual([
      ["node group default", "eu-west-1a", "i-2", "on-demand"],
      ["node group default", "eu-west-1b", "i-4", "on-demand"],
      ["node pool general", "eu-west-1b", "i-3", "spot"],
      ["other", "eu-west-1a", "i-5", "on-demand"],
    ]);
  });

  it("lists an instance that has no address and no tags yet", async () => {
    const starting = { PrivateIpAddress: undefined, Tags: undefined, State: { Name: "pending" } };
    const { found } = await hosts({ [OWN_FILTER]: [[instance("i-1", "eu-west-1a", {}, starting)]] });
    expect(found).toEqual([expect.objectContaining({ role: "other", privateIp: "", state: "pending" })]);
  });

  it("prints a table, CSV, Markdown or JSON with every field, and an empty list", async () => {
    const { found } = await hosts({ [OWN_FILTER]: [[instance("i-1", "eu-west-1a", GROUP)]] });
    const fields = ["node group default", "eu-west-1a", "i-1", "m7g.large", "on-demand", "running", "10.0.1.4"];
    for (const format of ["table", "csv", "markdown", "json"] as const) {
      const text = renderListing(hostListing(found), format);
      expect(fields.filter((field) => !text.includes(field))).toEqual([]);
    }
    expect(renderListing(hostListing([]), "table")).toContain("0 instances");
    expect(JSON.parse(renderListing(hostListing([]), "json"))).toEqual([]);
  });

  it("refuses options that would have no effect", () => {
    expect(() => {
      refuseWithHosts({ tag: "Owner", rehearse: true });
    }).toThrow("omit --rehearse, --tag.");
    expect(() => {
      refuseWithHosts({});
    }).not.toThrow();
  });

  it.each<[string, Partial<CommandResult>, RegExp]>([
    ["the AWS CLI is missing", { exitCode: COMMAND_NOT_FOUND }, /^The AWS CLI is not on PATH/],
    ["AWS refuses the call", { exitCode: 254, stderr: "UnauthorizedOperation" }, /shop-dev:\nUnauthorizedOperation/],
    ["AWS answers in another form", { stdout: '{"Reservations":[{}]}' }, /printed another form/],
    ["AWS answers nothing", { stdout: "" }, /printed another form/],
  ])("fails with the reason if %s", async (_, result, message) => {
    const aws = (): Promise<CommandResult> => Promise.resolve({ exitCode: 0, stdout: "", stderr: "", ...result });
    await expect(hostsOf("shop-dev", "eu-west-1", aws)).rejects.toThrow(message);
  });
});
