import * as grpc from "@grpc/grpc-js";
import type * as proto from "@pulumi/pulumi/proto/provider_pb";
import { ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  type RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";

import { awsx, type MadeChild, type RemoteChild } from "./tables/awsx";
import { fromStruct, resourceReference, toStruct, withoutUnknown } from "./wire";

/**
 * Implements Construct like a component plugin: registers the component and its children with the engine, which sends the
 * children to the provider of the component.
 */
export async function construct(request: proto.ConstructRequest): Promise<ConstructResponse> {
  const describe = awsx[request.getType()];
  if (describe === undefined) throw new Error(`the sandbox does not implement the component ${request.getType()}`);
  const { children, outputs } = describe(request.getName(), fromStruct(request.getInputs()));
  const monitor = new ResourceMonitorClient(request.getMonitorendpoint(), grpc.credentials.createInsecure());
  try {
    const urn = (await register(monitor, componentRegistration(request))).getUrn();
    const made: MadeChild[] = [];
    for (const child of children) {
      const response = await register(monitor, childRegistration(request, urn, child, made));
      made.push({
        state: withoutUnknown(fromStruct(response.getObject())),
        reference: resourceReference(response.getUrn(), response.getId()),
      });
    }
    const state = toStruct(outputs(made));
    await registerOutputs(monitor, new RegisterResourceOutputsRequest().setUrn(urn).setOutputs(state));
    return new ConstructResponse().setUrn(urn).setState(state);
  } finally {
    monitor.close();
  }
}

function componentRegistration(request: proto.ConstructRequest): RegisterResourceRequest {
  return new RegisterResourceRequest()
    .setType(request.getType())
    .setName(request.getName())
    .setParent(request.getParent())
    .setObject(request.getInputs())
    .setAcceptresources(true)
    .setDependenciesList(request.getDependenciesList())
    .setAliasesList(request.getAliasesList())
    .setProtect(request.getProtect() ?? false);
}

/** A child inherits protection and its package's provider from the component, as the SDK does for a `parent`. */
function childRegistration(
  request: proto.ConstructRequest,
  parentUrn: string,
  { type, name, inputs }: RemoteChild,
  made: readonly MadeChild[],
): RegisterResourceRequest {
  const [packageName = ""] = type.split(":");
  return new RegisterResourceRequest()
    .setType(type)
    .setName(name)
    .setCustom(true)
    .setParent(parentUrn)
    .setObject(toStruct(inputs(made)))
    .setProvider(request.getProvidersMap().get(packageName) ?? "")
    .setProtect(request.getProtect() ?? false);
}

function register(monitor: ResourceMonitorClient, request: RegisterResourceRequest): Promise<RegisterResourceResponse> {
  return new Promise((resolve, reject) => {
    monitor.registerResource(request, (error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}

function registerOutputs(monitor: ResourceMonitorClient, request: RegisterResourceOutputsRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    monitor.registerResourceOutputs(request, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}
