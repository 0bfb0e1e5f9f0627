import type { ControlPlane } from "../../tools/kubernetes";
import { type Division, divisionOf, type Ingress, requireOverwritable, withShare } from "../../tools/switch/ingress";
import { createStage, findDefinitions, type StageFixture, startControlPlane } from "../support/stage";
import { TESTED_MINOR } from "../support/tested-minor";

const TIMEOUT_MS = 180_000;
const INGRESS = { apiVersion: "networking.k8s.io/v1", kind: "Ingress", namespace: "sample", name: "sample" };

let controlPlane: ControlPlane;
let fixture: StageFixture;

beforeAll(async () => {
  controlPlane = await startControlPlane(TESTED_MINOR, await findDefinitions());
  fixture = await createStage("dev", { kubernetes: controlPlane.client });
}, TIMEOUT_MS);

afterAll(async () => {
  await fixture.end();
  await controlPlane.stop();
});

/** Updates the stack with these weights of the sample's versions, behind a load balancer. */
async function update(blue: number, green: number): Promise<void> {
  await fixture.stage.editConfig((document) => {
    const image = "public.ecr.aws/nginx/nginx-unprivileged:1.29.3";
    const cluster = ["config", "groundwork:cluster"];
    document.setIn([...cluster, "loadBalancerController"], {});
    document.setIn([...cluster, "sampleWorkload"], {
      namespace: "sample",
      versions: { blue: { image, weight: blue }, green: { image, weight: green } },
      ingress: { scheme: "internal", inboundCidrs: ["10.0.0.0/8"] },
    });
  });
  expect((await fixture.stage.up()).errors).toEqual([]);
}

async function readIngress(): Promise<Ingress> {
  const live = (await controlPlane.client.read(INGRESS)) as { readonly metadata: Ingress };
  return live.metadata;
}

async function readDivision(): Promise<Division> {
  return divisionOf(await readIngress(), "sample-green");
}

it(
  "an update keeps the weights that a switch left at the sample, until those of the stack file change",
  async () => {
    const weights = async (): Promise<readonly number[]> => {
      const { previous, candidate } = await readDivision();
      return [previous.weight, candidate.weight];
    };
    await update(100, 0);
    const { annotation } = await readDivision();
    const stored = await readIngress();
    expect(() => {
      requireOverwritable(stored, annotation);
    }).not.toThrow();
    const { "pulumi.com/patchForce": force, ...annotations } = stored.annotations;
    expect(force).toBe("true");
    expect(() => {
      requireOverwritable({ ...stored, annotations }, annotation);
    }).toThrow("its next update would fail with a conflict");

    const { apiVersion, kind, namespace, name } = INGRESS;
    const switched = { [annotation]: withShare(await readDivision(), 100) };
    await controlPlane.client.serverSideApply(
      { apiVersion, kind, metadata: { namespace, name, annotations: switched } },
      { manager: "groundwork-switch", force: true },
    );
    expect(await weights()).toEqual([0, 100]);
    await update(100, 0);
    expect(await weights()).toEqual([0, 100]);
    await update(50, 50);
    expect(await weights()).toEqual([50, 50]);
  },
  TIMEOUT_MS,
);
