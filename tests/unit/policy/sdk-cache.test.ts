import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import * as server from "@pulumi/policy/server";
import { AnalyzerResource, AnalyzerResourceOptions, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { allResources, once, onlyForFirstPolicy } from "../../../policy/sdk-cache";

describe("once", () => {
  it("reads an object once, and another object again", () => {
    const read = jest.fn((value: { readonly id: number }) => ({ copy: value.id }));
    const cached = once(read);
    const [first, second] = [{ id: 1 }, { id: 2 }];
    expect(cached(first)).toBe(cached(first));
    expect(cached(second)).toEqual({ copy: 2 });
    expect(read).toHaveBeenCalledTimes(2);
  });

  it("reads again with a flag, which changes the result", () => {
    const read = jest.fn((value: object, ...flags: readonly boolean[]) => ({ value, flags }));
    const cached = once(read);
    const value = {};
    cached(value, false);
    expect(cached(value, true).flags).toEqual([true]);
    expect(cached(value, false).flags).toEqual([false]);
    expect(read).toHaveBeenCalledTimes(2);
  });
});

/** A function of the SDK that its type declarations leave out. */
const { makeAnalyzeStackRpcFun } = server as unknown as {
  makeAnalyzeStackRpcFun: (
    pack: string,
    version: string,
    level: string,
    policies: readonly StackValidationPolicy[],
  ) => (call: { readonly request: AnalyzeStackRequest }, callback: () => void) => Promise<void>;
};

describe("the resources of a stack", () => {
  function request(...names: readonly string[]): AnalyzeStackRequest {
    const resources = names.map((name) =>
      new AnalyzerResource()
        .setType("test:index:Thing")
        .setUrn(`urn:pulumi:dev::groundwork::test:index:Thing::${name}`)
        .setName(name)
        .setProperties(Struct.fromJavaScript({ name }))
        .setOptions(new AnalyzerResourceOptions()),
    );
    return onlyForFirstPolicy(new AnalyzeStackRequest().setResourcesList(resources));
  }

  it("are described by the SDK once, and are complete for every policy and every request", async () => {
    const seen: string[] = [];
    const described = new Set<PolicyResource>();
    const policies = ["one", "two", "three"].map((name): StackValidationPolicy => ({
      name,
      description: name,
      validateStack: ({ resources }) => {
        for (const resource of allResources(resources)) described.add(resource);
        seen.push(
          `${name}: ${allResources(resources)
            .map((resource) => String(resource.props["name"]))
            .join(" ")}`,
        );
      },
    }));
    const analyze = makeAnalyzeStackRpcFun("pack", "1.0.0", "mandatory", policies);
    await analyze({ request: request("a", "b") }, () => undefined);
    await analyze({ request: request("c") }, () => undefined);
    expect(seen).toEqual(["one: a b", "two: a b", "three: a b", "one: c", "two: c", "three: c"]);
    expect(described.size).toBe(3);
  });
});
