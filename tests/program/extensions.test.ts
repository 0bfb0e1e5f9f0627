import path from "node:path";

import { recordProgram } from "../support/program";
import { PROJECT_DIR } from "../support/stack-files";

const directory = path.join(PROJECT_DIR, "examples/extensions");

describe("the program with the example of an extension", () => {
  it("declares a queue, a database in isolated subnets, and a worker, and exports their addresses", async () => {
    const program = { entry: path.join(directory, "index.ts"), directory };
    const recording = await recordProgram("orders", { program });
    expect(recording.one("aws:sqs/queue:Queue").options.parent).toBe("groundwork:extensions:Extension::orders");
    const isolated = recording.ofType("aws:ec2/subnet:Subnet").filter(({ name }) => name.includes("-isolated-"));
    expect(recording.one("aws:rds/subnetGroup:SubnetGroup").inputs["subnetIds"]).toEqual(isolated.map(({ id }) => id));
    expect(recording.one("aws:rds/instance:Instance").inputs).toMatchObject({
      dbSubnetGroupName: recording.one("aws:rds/subnetGroup:SubnetGroup").state["name"],
      manageMasterUserPassword: true,
    });
    expect(recording.one("kubernetes:apps/v1:Deployment").provider).toBe("cluster-kubernetes");
    expect(Object.keys(recording.result["extensions"] as object)).toEqual(["orders"]);
    expect(recording.result["monthlyCost"]).toMatchObject({ unpriced: ["resources of the extension orders"] });
  });
});
