import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import type { PlatformOutputs } from "../../domain/outputs/platform-outputs";
import { requireCertificate } from "../../examples/app/ingress";
import { type Platform, requireLoadBalancers, requireOutputs } from "../../examples/app/platform";

const ROOT = path.resolve(__dirname, "../..");
const APP = path.join(ROOT, "examples/app");

type Packages = Readonly<Record<"dependencies" | "devDependencies", Readonly<Record<string, string>>>>;

function packagesOf(folder: string): Packages {
  return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Packages;
}

/** `tsc` fails here if the application declares an output otherwise than the platform does. */
const asDeclared = (outputs: PlatformOutputs): Platform => outputs;

const OUTPUTS = asDeclared({
  clusterName: "groundwork-dev",
  clusterArn: "arn:aws:eks:eu-west-1:111122223333:cluster/groundwork-dev",
  clusterEndpoint: "https://example.eks.amazonaws.com",
  kubeconfig: "{}",
  subnetCidrs: { public: ["10.0.16.0/22"], private: [], isolated: [], "control-plane": [] },
  controllers: { "load-balancer-controller": "1.14.0" },
  logBucketName: "groundwork-dev-logs",
  tags: {},
} as unknown as PlatformOutputs);

describe("the example of an application", () => {
  const { dependencies, devDependencies } = packagesOf(APP);

  it("pins the packages that the platform pins", () => {
    const root = packagesOf(ROOT);
    expect({ ...root.dependencies, ...root.devDependencies }).toMatchObject({ ...dependencies, ...devDependencies });
  });

  it("imports only its own files and its packages, so that the folder can be copied", () => {
    const imports = readdirSync(APP)
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [...readFileSync(path.join(APP, file), "utf8").matchAll(/ from "([^"]+)";/g)])
      .map(([, name = ""]) => name);
    const packages = Object.keys(dependencies);
    expect(imports.length).toBeGreaterThan(10);
    const isInside = (name: string): boolean =>
      /^\.\/[\w-]+$/.test(name) || packages.some((each) => name === each || name.startsWith(`${each}/`));
    expect(imports.filter((name) => !isInside(name))).toEqual([]);
  });

  it("names the platform's stack and every missing output, except the optional ones", () => {
    expect(requireOutputs("acme/groundwork/dev", { ...OUTPUTS })).toEqual(OUTPUTS);
    expect(() => requireOutputs("acme/groundwork/dev", { ...OUTPUTS, tags: undefined })).toThrow(
      "The stack acme/groundwork/dev does not have the output `tags`, which this application reads.",
    );
    expect(() => requireOutputs("acme/groundwork/dev", { ...OUTPUTS, kubeconfig: undefined, tags: undefined })).toThrow(
      "The stack acme/groundwork/dev does not have the outputs `kubeconfig`, `tags`, which this application reads.",
    );
  });

  it("refuses a platform without load balancer controller or public subnets, and names the keys to set", () => {
    const stack = "acme/groundwork/dev";
    requireLoadBalancers(stack, OUTPUTS);
    expect(() => {
      requireLoadBalancers(stack, { ...OUTPUTS, controllers: { "external-dns": "v0.19.0-eksbuild.2" } });
    }).toThrow("no load balancer controller: set `groundwork:cluster.loadBalancerController` to `{}`");
    expect(() => {
      requireLoadBalancers(stack, { ...OUTPUTS, subnetCidrs: { public: [] } });
    }).toThrow("no public subnets: add `public` to `groundwork:network.tiers`");
  });

  it("refuses a certificate that is not in the Region and account of the platform", () => {
    const place = { region: "eu-west-1", accountId: "111122223333" };
    const certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b";
    expect(requireCertificate(certificate, place)).toBe(certificate);
    for (const other of [certificate.replace("eu-west-1", "us-east-1"), certificate.replace("1111", "2222")]) {
      expect(() => requireCertificate(other, place)).toThrow(`\`certificateArn\` is ${other}.`);
    }
  });
});
