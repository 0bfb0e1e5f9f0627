import https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

import { isRecord } from "./property-diff";
import type { Props } from "./props";

/** Address of an API server, and the credentials to use there. */
export interface KubernetesEndpoint {
  readonly url: string;
  /** Certificates to trust, PEM. */
  readonly certificateAuthority: string;
  readonly token: string;
  /** Act as this user, a member of the group: https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/ */
  readonly impersonated?: { readonly user: string; readonly group: string };
}

/** The fields by which Kubernetes identifies an object. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** The response of the API server to a write: the stored object, and its warnings (`Warning` headers). */
export interface Accepted {
  readonly object: Props;
  readonly warnings: readonly string[];
}

/** A request that the API server refuses, with its message. */
export class KubernetesRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

interface ApiResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

interface Response {
  readonly status: number;
  readonly body: unknown;
  readonly warnings: readonly string[];
}

const NOT_FOUND = 404;
const REQUEST_TIMEOUT_MS = 60_000;
const DELETION_POLL_MS = 100;
const DELETION_TIMEOUT_MS = 60_000;

/**
 * The part of the Kubernetes API that the sandbox uses: server-side apply, create, read and delete of any kind.
 *
 * Not `@kubernetes/client-node` (2.0.1): its `KubernetesObjectApi` drops fields that it does not know before it sends an
 * object, has no parameter for `fieldValidation`, and returns no `Warning` headers, so the API server could not judge them.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/
 */
export class KubernetesClient {
  readonly #agent: https.Agent;
  /** By group and version. Each list of resources is requested once. */
  readonly #resources = new Map<string, readonly ApiResource[]>();

  constructor(private readonly endpoint: KubernetesEndpoint) {
    this.#agent = new https.Agent({ keepAlive: true, ca: endpoint.certificateAuthority });
  }

  /** A client for the same server that acts as another user. */
  as(user: string, group: string): KubernetesClient {
    return new KubernetesClient({ ...this.endpoint, impersonated: { user, group } });
  }

  /** Ends idle connections, which would keep the process alive. */
  close(): void {
    this.#agent.destroy();
  }

  /** Whether the server is ready, with its start-up hooks complete. */
  async isReady(): Promise<boolean> {
    const { status } = await this.#request("GET", "/readyz");
    return status === 200;
  }

  /** Whether the server serves this kind. */
  async knows(apiVersion: string, kind: string): Promise<boolean> {
    return (await this.#find(apiVersion, kind)) !== undefined;
  }

  /** Any document that the API server offers, such as `/openapi/v3/api/v1`. */
  async document(path: string): Promise<unknown> {
    return accepted(await this.#request("GET", path)).body;
  }

  /**
   * Creates or updates the object; unknown and duplicate fields are refused.
   * https://kubernetes.io/docs/reference/using-api/server-side-apply/
   *
   * @param force takes fields over from other field managers
   */
  async serverSideApply(
    object: Props,
    options: { readonly manager: string; readonly force?: boolean },
  ): Promise<Accepted> {
    const path = await this.#path(referenceTo(object));
    const query = new URLSearchParams({
      fieldManager: options.manager,
      fieldValidation: "Strict",
      force: String(options.force === true),
    });
    const response = await this.#request(
      "PATCH",
      `${path}?${query.toString()}`,
      object,
      "application/apply-patch+yaml",
    );
    return acceptedObject(response);
  }

  /** Creates the object as a dry run: admission checks it, and nothing is stored. */
  async tryCreate(object: Props): Promise<Accepted> {
    const path = await this.#path({ ...referenceTo(object), name: undefined });
    return acceptedObject(await this.#request("POST", `${path}?dryRun=All&fieldValidation=Strict`, object));
  }

  async read(reference: ObjectReference): Promise<Props | undefined> {
    const response = await this.#request("GET", await this.#path(reference));
    return response.status === NOT_FOUND ? undefined : acceptedObject(response).object;
  }

  /** Deletes the object and waits until it no longer exists. */
  async delete(reference: ObjectReference): Promise<void> {
    const path = await this.#path(reference);
    const response = await this.#request("DELETE", `${path}?propagationPolicy=Background`);
    if (response.status === NOT_FOUND) return;
    accepted(response);
    const deadline = Date.now() + DELETION_TIMEOUT_MS;
    while ((await this.#request("GET", path)).status !== NOT_FOUND) {
      if (Date.now() > deadline)
        throw new KubernetesRefusal(0, `the object still exists after ${DELETION_TIMEOUT_MS / 1000} s`);
      await sleep(DELETION_POLL_MS);
    }
  }

  /** Path of an object, or of its collection when it has no name. */
  async #path(reference: Omit<ObjectReference, "name"> & { readonly name: string | undefined }): Promise<string> {
    const { apiVersion, kind, name, namespace } = reference;
    const resource = await this.#resource(apiVersion, kind);
    return [
      rootOf(apiVersion),
      ...(resource.namespaced ? ["namespaces", namespace ?? "default"] : []),
      resource.name,
      ...(name === undefined ? [] : [encodeURIComponent(name)]),
    ].join("/");
  }

  async #resource(apiVersion: string, kind: string): Promise<ApiResource> {
    const found = await this.#find(apiVersion, kind);
    if (found !== undefined) return found;
    throw new KubernetesRefusal(
      NOT_FOUND,
      `no matches for kind "${kind}" in version "${apiVersion}"; if a chart installs it, see tools/kubernetes/crds.ts`,
    );
  }

  /** Requests the list again for an unknown kind, because a CustomResourceDefinition may have just been created. */
  async #find(apiVersion: string, kind: string): Promise<ApiResource | undefined> {
    const find = (): ApiResource | undefined =>
      this.#resources.get(apiVersion)?.find((resource) => resource.kind === kind);
    const known = find();
    if (known !== undefined) return known;
    const { body } = await this.#request("GET", rootOf(apiVersion));
    this.#resources.set(apiVersion, resourcesIn(body));
    return find();
  }

  #request(method: string, path: string, body?: Props, contentType = "application/json"): Promise<Response> {
    return new Promise((resolve, reject) => {
      const { token, impersonated } = this.endpoint;
      const headers = {
        authorization: `Bearer ${token}`,
        "content-type": contentType,
        ...(impersonated && { "impersonate-user": impersonated.user, "impersonate-group": impersonated.group }),
      };
      const request = https.request(
        new URL(path, this.endpoint.url),
        { method, headers, agent: this.#agent, timeout: REQUEST_TIMEOUT_MS },
        (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (chunk: string) => {
            text += chunk;
          });
          response.on("error", reject).on("end", () => {
            resolve({
              status: response.statusCode ?? 0,
              body: parsed(text),
              warnings: warningsIn(response.headers.warning),
            });
          });
        },
      );
      request.on("error", reject).on("timeout", () => {
        request.destroy(new Error(`the API server did not answer ${method} ${path} in ${REQUEST_TIMEOUT_MS / 1000} s`));
      });
      // JSON is valid YAML, which apply patches are.
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

/** The core group, with version `v1`, has its own root path. */
function rootOf(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** The reference to an object, from its own fields. */
export function referenceTo(object: Props): ObjectReference {
  const { name, namespace } = isRecord(object["metadata"]) ? object["metadata"] : {};
  return {
    apiVersion: String(object["apiVersion"]),
    kind: String(object["kind"]),
    name: typeof name === "string" ? name : "",
    namespace: typeof namespace === "string" ? namespace : undefined,
  };
}

function acceptedObject(response: Response): Accepted {
  const { body, warnings } = accepted(response);
  return { object: isRecord(body) ? body : {}, warnings };
}

function accepted(response: Response): Response {
  const { status, body } = response;
  if (status >= 200 && status < 300) return response;
  const message = isRecord(body) && typeof body["message"] === "string" ? body["message"] : String(body);
  throw new KubernetesRefusal(status, message);
}

/** Subresources such as `pods/status` have the kind of their parent resource. */
function resourcesIn(body: unknown): readonly ApiResource[] {
  const list = isRecord(body) && Array.isArray(body["resources"]) ? (body["resources"] as ApiResource[]) : [];
  return list.filter(({ name }) => !name.includes("/"));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `299 - "message"`, several in one header: https://kubernetes.io/blog/2020/09/03/warnings/ */
function warningsIn(header: string | undefined): readonly string[] {
  return [...(header ?? "").matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, words = ""]) =>
    words.replaceAll("\\", ""),
  );
}
