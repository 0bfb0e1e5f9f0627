import { setTimeout as sleep } from "node:timers/promises";

import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";

import type { Cloud, CloudScope, ObjectStore } from "./cloud";
import { readWithoutIgnored } from "./ignored-tags";
import { lookUp } from "./lookups";
import type { CloudDiff } from "./plan";
import type { ProviderKind } from "./provider-kind";
import { construct } from "./remote-component";
import { fromStruct, toStruct, UNKNOWN_VALUE } from "./wire";

type Call<Request> = grpc.ServerUnaryCall<Request, unknown>;
type Handler<Request, Response> = (call: Call<Request>) => Response | Promise<Response>;

/** No limit: one message contains all properties of a component. */
const CHANNEL_OPTIONS: grpc.ServerOptions = {
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
};

/**
 * A simulated provider plugin: it implements the ResourceProvider protocol of the engine with the {@link Cloud}.
 * The engine opens one connection for each provider resource of the program, and this server keeps the configuration of
 * each connection. Two `aws.Provider`s of different Regions can therefore share the server.
 */
export class ProviderServer {
  readonly #server = new grpc.Server(CHANNEL_OPTIONS);
  readonly #scopes = new Map<string, CloudScope>();

  constructor(
    private readonly kind: ProviderKind,
    private readonly cloud: Cloud,
    private readonly store: ObjectStore = cloud,
  ) {
    this.#server.addService(ResourceProviderService, this.#handlers());
  }

  /** Starts listening on a free port of the loopback interface, and returns it. */
  start(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
        if (error === null) resolve(port);
        else reject(error);
      });
    });
  }

  stop(): void {
    this.#server.forceShutdown();
  }

  /** Methods that the engine does not call here are omitted; the server answers UNIMPLEMENTED. */
  #handlers(): grpc.UntypedServiceImplementation {
    return {
      attach: unary(() => new Empty()),
      cancel: unary(() => new Empty()),
      getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(this.kind.version)),
      checkConfig: unary((call: Call<proto.CheckRequest>) =>
        new proto.CheckResponse().setInputs(call.request.getNews()),
      ),
      diffConfig: unary((call: Call<proto.DiffRequest>) => this.#diffConfig(call.request)),
      configure: unary((call: Call<proto.ConfigureRequest>) => this.#configure(call)),
      check: unary((call: Call<proto.CheckRequest>) => this.#check(call.request)),
      diff: unary((call: Call<proto.DiffRequest>) => this.#diff(call)),
      create: unary((call: Call<proto.CreateRequest>) => this.#create(call)),
      read: unary((call: Call<proto.ReadRequest>) => this.#read(call)),
      update: unary((call: Call<proto.UpdateRequest>) => this.#update(call)),
      delete: unary((call: Call<proto.DeleteRequest>) => this.#delete(call.request)),
      invoke: unary((call: Call<proto.InvokeRequest>) => this.#invoke(call.request)),
      construct: unary((call: Call<proto.ConstructRequest>) => construct(call.request)),
    };
  }

  #configure(call: Call<proto.ConfigureRequest>): proto.ConfigureResponse {
    this.#scopes.set(call.getPeer(), this.kind.configure(fromStruct(call.request.getArgs())));
    const { constructs } = this.kind;
    return new proto.ConfigureResponse()
      .setSupportspreview(true)
      .setAcceptsecrets(constructs)
      .setAcceptresources(constructs);
  }

  #diffConfig(request: proto.DiffRequest): proto.DiffResponse {
    const [olds, news] = [fromStruct(request.getOldInputs()), fromStruct(request.getNews())];
    return diffResponse(this.kind.diffConfiguration(olds, news));
  }

  #check(request: proto.CheckRequest): proto.CheckResponse {
    const olds = request.hasOlds() ? fromStruct(request.getOlds()) : undefined;
    const checked = this.cloud.check(request.getType(), request.getName(), olds, fromStruct(request.getNews()));
    return new proto.CheckResponse().setInputs(toStruct(checked));
  }

  #diff(call: Call<proto.DiffRequest>): proto.DiffResponse {
    const { request } = call;
    const [olds, news] = [fromStruct(request.getOldInputs()), fromStruct(request.getNews())];
    const state = fromStruct(request.getOlds());
    return diffResponse(this.cloud.diff(request.getType(), olds, news, this.#scope(call), state));
  }

  async #create(call: Call<proto.CreateRequest>): Promise<proto.CreateResponse> {
    const { request } = call;
    const [type, inputs] = [request.getType(), fromStruct(request.getProperties())];
    if (request.getPreview()) {
      const planned = this.cloud.planCreate(type, inputs, this.#scope(call), UNKNOWN_VALUE);
      return new proto.CreateResponse().setProperties(toStruct(planned));
    }
    // A call that reached AWS has its effect, also if the engine is killed while it waits for the answer.
    const scope = this.#scope(call);
    await this.#takeTime();
    const object = await this.store.create(type, request.getName(), inputs, scope);
    return new proto.CreateResponse().setId(object.id).setProperties(toStruct(object.state));
  }

  async #read(call: Call<proto.ReadRequest>): Promise<proto.ReadResponse> {
    const { request } = call;
    const { ignoreTags } = this.#scope(call);
    const inputs = fromStruct(request.getInputs());
    // An import has no inputs.
    const recorded = Object.keys(inputs).length === 0 ? undefined : inputs;
    const object = await this.store.read(request.getType(), request.getId(), recorded);
    if (object === undefined) return new proto.ReadResponse();
    return new proto.ReadResponse()
      .setId(object.id)
      .setProperties(toStruct(readWithoutIgnored(object.state, ignoreTags)))
      .setInputs(toStruct(readWithoutIgnored(object.inputs, ignoreTags)));
  }

  async #update(call: Call<proto.UpdateRequest>): Promise<proto.UpdateResponse> {
    const { request } = call;
    const [type, inputs] = [request.getType(), fromStruct(request.getNews())];
    if (request.getPreview()) {
      const planned = this.cloud.planUpdate(
        type,
        fromStruct(request.getOlds()),
        inputs,
        this.#scope(call),
        UNKNOWN_VALUE,
      );
      return new proto.UpdateResponse().setProperties(toStruct(planned));
    }
    const scope = this.#scope(call);
    await this.#takeTime();
    const object = await this.store.update(type, request.getId(), inputs, scope);
    return new proto.UpdateResponse().setProperties(toStruct(object.state));
  }

  async #delete(request: proto.DeleteRequest): Promise<Empty> {
    await this.#takeTime();
    await this.store.delete(request.getType(), request.getId());
    return new Empty();
  }

  #invoke(request: proto.InvokeRequest): proto.InvokeResponse {
    const answer = lookUp(request.getTok(), fromStruct(request.getArgs()), this.cloud.world);
    return new proto.InvokeResponse().setReturn(toStruct(answer));
  }

  async #takeTime(): Promise<void> {
    if (this.cloud.world.latencyMs > 0) await sleep(this.cloud.world.latencyMs);
  }

  #scope(call: grpc.ServerUnaryCall<unknown, unknown>): CloudScope {
    const scope = this.#scopes.get(call.getPeer());
    if (scope === undefined) throw new Error("the engine used this provider before configuring it");
    return scope;
  }
}

const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = proto.PropertyDiff.Kind;

const DIFF_KINDS = {
  add: { inPlace: ADD, replacing: ADD_REPLACE },
  delete: { inPlace: DELETE, replacing: DELETE_REPLACE },
  update: { inPlace: UPDATE, replacing: UPDATE_REPLACE },
} as const;

function diffResponse({ changes, replaces, deleteBeforeReplace }: CloudDiff): proto.DiffResponse {
  const response = new proto.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
  response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(changes.map(({ path }) => path)).setReplacesList([...replaces]);
  response.setDeletebeforereplace(deleteBeforeReplace).setHasdetaileddiff(true);
  for (const { path, kind } of changes) {
    const { inPlace, replacing } = DIFF_KINDS[kind];
    const diff = new proto.PropertyDiff().setInputdiff(true).setKind(replaces.includes(path) ? replacing : inPlace);
    response.getDetaileddiffMap().set(path, diff);
  }
  return response;
}

/** A handler that answers, or fails with the message of the error. */
function unary<Request, Response>(handler: Handler<Request, Response>): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handler(call))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback({ code: grpc.status.UNKNOWN, message: error instanceof Error ? error.message : String(error) });
        },
      );
  };
}
