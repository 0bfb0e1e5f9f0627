import * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";

import { UNKNOWN } from "../../support/plain-value";
import { record } from "../../support/record";

class Part extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Part", name);
    const vpc = new ec2.Vpc(`${name}-vpc`, { cidrBlock: "10.0.0.0/16" }, { parent: this, protect: true });
    new ec2.Subnet(`${name}-a`, { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" }, { parent: this, dependsOn: [vpc] });
    this.registerOutputs({});
  }
}

describe("record", () => {
  it("returns every resource with inputs, answers and hidden options", async () => {
    const recording = await record(() => new Part("p"));
    const vpc = recording.one("aws:ec2/vpc:Vpc");
    expect(vpc.options).toMatchObject({ parent: "test:index:Part::p", protect: true });
    expect(recording.one("aws:ec2/subnet:Subnet", "p-a")).toMatchObject({
      inputs: { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" },
      options: { dependsOn: ["aws:ec2/vpc:Vpc::p-vpc"] },
    });
  });

  it("returns unknown IDs to dependents in a preview", async () => {
    const recording = await record(() => new Part("p"), { preview: true });
    expect(recording.one("aws:ec2/subnet:Subnet").inputs["vpcId"]).toBe(UNKNOWN);
  });

  it("refuses two resources of one type and name", async () => {
    const twice = record(() => [new Part("p"), new ec2.Vpc("p-vpc", { cidrBlock: "10.1.0.0/16" })]);
    await expect(twice).rejects.toThrow('two resources are registered as aws:ec2/vpc:Vpc "p-vpc"');
  });

  it("lists the recorded resources if a resource does not exist", async () => {
    const recording = await record(() => new Part("p"));
    expect(() => recording.one("aws:ec2/subnet:Subnet", "p-b")).toThrow("of this type: p-a");
  });

  it("returns the values of outputs, and rejects unknown outputs", async () => {
    const known = await record(() => new ec2.Vpc("v", { cidrBlock: "10.0.0.0/16" }));
    await expect(known.valueOf(known.result.cidrBlock)).resolves.toBe("10.0.0.0/16");
    const unknown = await record(() => new ec2.Vpc("v", { cidrBlock: "10.0.0.0/16" }), { preview: true });
    await expect(unknown.valueOf(unknown.result.arn)).rejects.toThrow("the output is unknown");
  });
});
