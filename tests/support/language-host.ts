import { spawn } from "node:child_process";

import type * as grpcModule from "@grpc/grpc-js";
import type * as serviceModule from "@pulumi/pulumi/proto/language_grpc_pb";
import type * as protoModule from "@pulumi/pulumi/proto/language_pb";
import type * as pluginModule from "@pulumi/pulumi/proto/plugin_pb";

import type { PulumiFn } from "@pulumi/pulumi/automation";

import { load } from "./stage";

const grpc = load("@grpc/grpc-js") as typeof grpcModule;
const { LanguageRuntimeService } = load("@pulumi/pulumi/proto/language_grpc_pb") as typeof serviceModule;
const proto = load("@pulumi/pulumi/proto/language_pb") as typeof protoModule;
const plugin = load("@pulumi/pulumi/proto/plugin_pb") as typeof pluginModule;

export interface LanguageHost {
  /** Makes the engine attach to this host instead of starting the plugin of Node.js. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => void;
}

/** A method that answers each call alike. */
function answer(response: unknown): (call: unknown, respond: (error: null, response: unknown) => void) => void {
  return (_, respond) => {
    respond(null, response);
  };
}

/** Serves the methods of a language host to the engine. */
async function serve(methods: grpcModule.UntypedServiceImplementation): Promise<LanguageHost> {
  const server = new grpc.Server();
  server.addService(LanguageRuntimeService, {
    handshake: answer(new proto.LanguageHandshakeResponse()),
    getPluginInfo: answer(new plugin.PluginInfo()),
    ...methods,
  });
  const port = await listen(server);
  return {
    env: { PULUMI_DEBUG_LANGUAGES: `nodejs:${String(port)}` },
    stop: () => {
      server.forceShutdown();
    },
  };
}

/**
 * A language host for commands of the CLI that start one and do not run the program, such as `pulumi import`. The engine of
 * the tests is built without the plugin of Node.js, and its programs run inline.
 */
export function startLanguageHost(): Promise<LanguageHost> {
  return serve({
    getRequiredPackages: answer(new proto.GetRequiredPackagesResponse()),
  });
}

/**
 * A language host that starts policy packs from their folder as that of a complete Pulumi CLI does: with the module of the SDK
 * that the folder resolves, in the folder. https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/pulumi-language-nodejs
 */
export function startPolicyHost(): Promise<LanguageHost> {
  return serve({
    runPlugin: (call: grpcModule.ServerWritableStream<protoModule.RunPluginRequest, protoModule.RunPluginResponse>) => {
      const { request } = call;
      const folder = request.getInfo()?.getProgramDirectory() ?? "";
      const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [folder] });
      const env = Object.fromEntries(request.getEnvList().map((entry) => entry.split(/=(.*)/s, 2) as [string, string]));
      const child = spawn(process.execPath, [runner, request.getArgsList()[0] ?? "", "."], { cwd: folder, env });
      child.stdout.setEncoding("base64").on("data", (data: string) => {
        call.write(new proto.RunPluginResponse().setStdout(data));
      });
      child.stderr.setEncoding("base64").on("data", (data: string) => {
        call.write(new proto.RunPluginResponse().setStderr(data));
      });
      child.on("exit", (code) => {
        call.write(new proto.RunPluginResponse().setExitcode(code ?? 1));
        call.end();
      });
      call.on("cancelled", () => child.kill());
    },
  });
}

/** The language host of the Automation API, which its type declarations leave out. */
interface InlinePrograms {
  readonly LanguageServer: new (program: PulumiFn) => grpcModule.UntypedServiceImplementation;
}

/** Makes `pulumi preview` and `pulumi up` run an inline program, as the Automation API does; the arguments go to the CLI. */
export async function startInlineProgram(
  program: PulumiFn,
): Promise<{ readonly args: readonly string[]; readonly stop: () => void }> {
  const { LanguageServer } = load("@pulumi/pulumi/automation/server") as InlinePrograms;
  const server = new grpc.Server();
  server.addService(LanguageRuntimeService, new LanguageServer(program));
  const port = await listen(server);
  return {
    args: [`--client=127.0.0.1:${String(port)}`, "--exec-kind=auto.inline"],
    stop: () => {
      server.forceShutdown();
    },
  };
}

function listen(server: grpcModule.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
}
