import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { sdkProperties } from "../../../policy/sdk-properties";

const SDK = path.dirname(require.resolve("@pulumi/aws/package.json"));

/** Type tokens of the classes in one module of the installed SDK. */
function typesIn(module: string): string[] {
  return readdirSync(path.join(SDK, module))
    .filter((file) => file.endsWith(".js"))
    .flatMap((file) => /__pulumiType = '(.+)'/.exec(readFileSync(path.join(SDK, module, file), "utf8"))?.[1] ?? []);
}

describe("the properties of resource types in the installed SDK", () => {
  it.each(["ec2", "autoscaling", "sagemaker"])("are found for every type of the module %s", (module) => {
    const types = typesIn(module);
    expect(types.length).toBeGreaterThan(5);
    expect(types.filter((type) => (sdkProperties(type)?.size ?? 0) === 0)).toEqual([]);
  });

  it("contain arguments and outputs", () => {
    expect([...(sdkProperties("aws:ec2/vpc:Vpc") ?? [])]).toEqual(
      expect.arrayContaining(["cidrBlock", "tags", "tagsAll"]),
    );
    expect(sdkProperties("aws:autoscaling/group:Group")?.has("tags")).toBe(true);
    expect(sdkProperties("aws:autoscaling/group:Group")?.has("tagsAll")).toBe(false);
  });

  it("are unknown for types that the SDK does not have, and for other packages", () => {
    expect(sdkProperties("aws:new/thing:Thing")).toBeUndefined();
    expect(sdkProperties("kubernetes:core/v1:ConfigMap")).toBeUndefined();
  });
});
