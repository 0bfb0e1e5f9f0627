import type { Resource } from "../../../../domain/waste/resources";
import { describeStop, stop } from "../../../../tools/waste/stop";
import {
  ADDRESS,
  INSTANCE,
  LOAD_BALANCER,
  NETWORK_INTERFACE,
  SNAPSHOT,
  STACK_TAGS,
  waste,
} from "../../domain/waste/fixture";
import { fakeAws } from "./fake-aws";

const IDLE: Resource = { ...INSTANCE, dailyCpu: [1, 1, 1, 1, 1, 1, 1] };

describe("a stop", () => {
  it.each<[string, string, Resource]>([
    ["stop instance i-1", "ec2 stop-instances --instance-ids i-1", IDLE],
    [
      "release address eipalloc-1 (192.0.2.1)",
      "ec2 release-address --allocation-id eipalloc-1",
      { ...ADDRESS, isAttached: false },
    ],
    [
      `delete load balancer ${LOAD_BALANCER.id} (web)`,
      `elbv2 delete-load-balancer --load-balancer-arn ${LOAD_BALANCER.id}`,
      { ...LOAD_BALANCER, targets: 0 },
    ],
    ["delete network interface eni-1", "ec2 delete-network-interface --network-interface-id eni-1", NETWORK_INTERFACE],
  ])("is described as %s, and runs one command", async (description, command, resource) => {
    const [found] = waste([resource]);
    if (found === undefined) throw new Error("The resource is no waste.");
    const { scope, calls } = fakeAws({ [command.split(" ").slice(0, 2).join(" ")]: {} });
    await stop(found, STACK_TAGS, scope);
    expect(describeStop(found)).toBe(description);
    expect(calls).toEqual([`${command} --region eu-west-1 --output json`]);
  });

  it("never deletes a snapshot", async () => {
    const [found] = waste([{ ...SNAPSHOT, created: new Date("2020-01-01") }]);
    if (found === undefined) throw new Error("The snapshot is no waste.");
    const { scope, calls } = fakeAws({});
    await expect(stop(found, STACK_TAGS, scope)).rejects.toThrow("cannot delete snapshot snap-1");
    expect(calls).toEqual([]);
  });
});
