import type { PolicyResource } from "@pulumi/policy";
import * as deserialize from "@pulumi/policy/deserialize";
import * as proxy from "@pulumi/policy/proxy";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzeRequest, AnalyzerResourceOptions, type AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

type Read<Value extends object, Result extends object> = (value: Value, ...flags: readonly boolean[]) => Result;

/**
 * Makes the SDK read the properties of a resource once. It reads those of every resource again for each policy, which takes
 * most of the time of a pack of this size. The rules change no properties.
 */
export function readPropertiesOnce(): void {
  const reader = deserialize as unknown as { deserializeProperties: Read<object, object> };
  const wrapper = proxy as unknown as { unknownCheckingProxy: Read<object, object> };
  reader.deserializeProperties = once(reader.deserializeProperties);
  wrapper.unknownCheckingProxy = once(wrapper.unknownCheckingProxy);
}

/**
 * Makes the SDK read nothing of the requests to change a resource: the pack has no such policies, and the engine sends one for
 * each resource, with all of its properties.
 */
export function ignoreRemediations(): void {
  const nothing = new AnalyzeRequest().setProperties(new Struct()).setOptions(new AnalyzerResourceOptions());
  const method = AnalyzerService.remediate as { requestDeserialize: (bytes: Buffer) => AnalyzeRequest };
  method.requestDeserialize = () => nothing;
}

let described: readonly PolicyResource[] = [];

/**
 * Makes the SDK describe the resources of a stack once, for its first policy, where it would describe all of them again for
 * each. {@link allResources} has them for the others.
 */
export function describeResourcesOnce(): void {
  const method = AnalyzerService.analyzeStack as { requestDeserialize: (bytes: Buffer) => AnalyzeStackRequest };
  const { requestDeserialize } = method;
  method.requestDeserialize = (bytes) => onlyForFirstPolicy(requestDeserialize(bytes));
}

export function onlyForFirstPolicy(request: AnalyzeStackRequest): AnalyzeStackRequest {
  const resources = request.getResourcesList();
  let rest = [...resources];
  resources[Symbol.iterator] = () => {
    const now = rest;
    rest = [];
    return now.values();
  };
  return request;
}

/** The resources of the stack, from those that a policy gets: all of them, or none after the first policy. */
export function allResources(ofPolicy: readonly PolicyResource[]): readonly PolicyResource[] {
  // A stack always has a resource: the stack itself.
  if (ofPolicy.length > 0) described = ofPolicy;
  return described;
}

/** A function that keeps what it returned for an object while the object is in use. A flag, such as for secrets, bypasses it. */
export function once<Value extends object, Result extends object>(read: Read<Value, Result>): Read<Value, Result> {
  const results = new WeakMap<Value, Result>();
  return (value, ...flags) => {
    if (flags.includes(true)) return read(value, ...flags);
    const known = results.get(value);
    if (known !== undefined) return known;
    const result = read(value, ...flags);
    results.set(value, result);
    return result;
  };
}
