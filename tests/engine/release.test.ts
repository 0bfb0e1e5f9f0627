import { logicalName } from "../../tools/rehearse/rehearsal";
import type { RunResult } from "../../tools/rehearse/run-result";
import { createStage, type StageFixture } from "../support/stage";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const SERVICE = "kubernetes:core/v1:Service";
const OTHER_IMAGE = "public.ecr.aws/nginx/nginx-unprivileged:1.29.2";
const NOT_READY = 'deployment "sample-green" exceeded its progress deadline';
const TIMEOUT_MS = 180_000;

let fixture: StageFixture;

beforeAll(async () => {
  fixture = await createStage("dev");
  expect((await fixture.stage.up()).errors).toEqual([]);
}, TIMEOUT_MS);

afterAll(() => fixture.end());

async function release(versions: Record<string, { image?: string; weight: number }>): Promise<RunResult> {
  await fixture.stage.editConfig((document) => {
    document.setIn(["config", "groundwork:cluster", "sampleWorkload", "versions"], versions);
  });
  return fixture.stage.up();
}

function steps({ steps: all }: RunResult): string[] {
  return all.map(({ op, urn }) => `${op} ${logicalName(urn)}`);
}

/** The version that the Service sends all requests to. */
function served(): unknown {
  const [service] = fixture.sandbox.world.ofType(SERVICE);
  const { selector } = service?.inputs["spec"] as { selector: Record<string, string> };
  return selector["app.kubernetes.io/instance"];
}

function deployments(): unknown[] {
  return fixture.sandbox.world.ofType(DEPLOYMENT).map(({ name }) => name);
}

it(
  "sends no request to a version that does not become ready, and does not change the active one",
  async () => {
    fixture.sandbox.world.failCreate({ type: DEPLOYMENT, nth: 1, message: NOT_READY });
    const result = await release({ blue: { weight: 0 }, green: { image: OTHER_IMAGE, weight: 100 } });
    expect(result.succeeded).toBe(false);
    expect(result.errors.join("\n")).toContain(NOT_READY);
    expect([served(), deployments()]).toEqual(["blue", ["cluster-sample-blue"]]);
  },
  TIMEOUT_MS,
);

it(
  "switches to the version that became ready, and keeps the other for a rollback",
  async () => {
    const result = await release({ blue: { weight: 0 }, green: { image: OTHER_IMAGE, weight: 100 } });
    expect(steps(result)).toEqual(["create cluster-sample-green", expect.any(String), expect.any(String)]);
    expect(steps(result)).toEqual(
      expect.arrayContaining(["create cluster-sample-green-autoscaler", "update cluster-sample-service"]),
    );
    expect(served()).toBe("green");
  },
  TIMEOUT_MS,
);

it(
  "gives a canary its share by pods of both versions, without replacing either",
  async () => {
    const result = await release({ blue: { weight: 50 }, green: { image: OTHER_IMAGE, weight: 50 } });
    expect(steps(result).sort()).toEqual([
      "update cluster-sample-blue-autoscaler",
      "update cluster-sample-green-autoscaler",
      "update cluster-sample-service",
    ]);
    expect(served()).toBeUndefined();
  },
  TIMEOUT_MS,
);

it(
  "removes a version after the Service stopped selecting it",
  async () => {
    const result = await release({ green: { image: OTHER_IMAGE, weight: 100 } });
    expect(steps(result).at(-1)).toBe("delete cluster-sample-blue");
    expect([served(), deployments()]).toEqual(["green", ["cluster-sample-green"]]);
  },
  TIMEOUT_MS,
);
