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
import { type Answer, fakeAws } from "./fake-aws";

const IDLE: Resource = { ...INSTANCE, dailyCpu: [1, 1, 1, 1, 1, 1, 1] };

describe("a stop", () => {
  it.each<[string, string, Resource]>([
    [
      "release address eipalloc-1 (192.0.2.1)",
      "ec2 release-address --allocation-id eipalloc-1",
      { ...ADDRESS, isAttached: false },
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

  it.each<[string, Answer, boolean]>([
    ["has no local disks", { InstanceTypes: [{ InstanceStorageSupported: false }] }, true],
    ["has local disks, whose data would be lost", { InstanceTypes: [{ InstanceStorageSupported: true }] }, false],
    ["is of a type that EC2 does not describe", { InstanceTypes: [] }, false],
  ])("of an instance that %s: it stops only one whose data stays", async (_, types, stops) => {
    const [found] = waste([IDLE]);
    if (found === undefined) throw new Error("The instance is no waste.");
    const { scope, calls } = fakeAws({ "ec2 describe-instance-types": types, "ec2 stop-instances": {} });
    const stopped = stop(found, STACK_TAGS, scope);
    await (stops ? stopped : expect(stopped).rejects.toThrow("m7g.large may have local disks"));
    expect(describeStop(found)).toBe("stop instance i-1");
    const command = "ec2 stop-instances --instance-ids i-1 --region eu-west-1 --output json";
    expect(calls.slice(1)).toEqual(stops ? [command] : []);
  });

  it.each([
    ["deletes it if it still has no targets", 0],
    ["leaves it if it got targets since the report", 2],
  ])("of a load balancer %s", async (_, number) => {
    const [found] = waste([{ ...LOAD_BALANCER, targets: 0 }]);
    if (found === undefined) throw new Error("The load balancer is no waste.");
    const group = { TargetGroupArn: "arn:web", LoadBalancerArns: [LOAD_BALANCER.id] };
    const { scope, calls } = fakeAws({
      "elbv2 describe-target-groups": { TargetGroups: [group] },
      "elbv2 describe-target-health": { TargetHealthDescriptions: Array.from({ length: number }, () => ({})) },
      "elbv2 delete-load-balancer": {},
    });
    const stopped = stop(found, STACK_TAGS, scope);
    await (number === 0 ? stopped : expect(stopped).rejects.toThrow("2 targets have been registered"));
    expect(describeStop(found)).toBe(`delete load balancer ${LOAD_BALANCER.id} (web)`);
    expect(calls.filter((call) => call.includes("delete"))).toEqual(
      number === 0
        ? [`elbv2 delete-load-balancer --load-balancer-arn ${LOAD_BALANCER.id} --region eu-west-1 --output json`]
        : [],
    );
  });

  it.each([
    ["leaves it if its listeners redirect or answer requests themselves", [{ Port: 80 }]],
    ["deletes it if it has no listener", []],
  ])("of a load balancer without a target group %s", async (_, Listeners) => {
    const [found] = waste([{ ...LOAD_BALANCER, targets: 0 }]);
    if (found === undefined) throw new Error("The load balancer is no waste.");
    const { scope, calls } = fakeAws({
      "elbv2 describe-target-groups": { TargetGroups: [] },
      "elbv2 describe-listeners": { Listeners },
      "elbv2 delete-load-balancer": {},
    });
    const stopped = stop(found, STACK_TAGS, scope);
    await (Listeners.length === 0 ? stopped : expect(stopped).rejects.toThrow("forward to no target group"));
    expect(calls.some((call) => call.includes("delete"))).toBe(Listeners.length === 0);
  });

  it("never deletes a snapshot", async () => {
    const [found] = waste([{ ...SNAPSHOT, created: new Date("2020-01-01") }]);
    if (found === undefined) throw new Error("The snapshot is no waste.");
    const { scope, calls } = fakeAws({});
    await expect(stop(found, STACK_TAGS, scope)).rejects.toThrow("cannot delete snapshot snap-1");
    expect(calls).toEqual([]);
  });
});
