import { Cloud } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { SCOPE } from "./fixture";

const GRAFANA = { name: "shop", permissionType: "CUSTOMER_MANAGED", roleArn: "arn:aws:iam::111122223333:role/g" };

describe("workspaces of Prometheus in the sandbox", () => {
  const create = (inputs: Readonly<Record<string, unknown>>): (() => unknown) => {
    const cloud = new Cloud(new World());
    return () => cloud.create("aws:amp/workspace:Workspace", "w", inputs, SCOPE);
  };

  it("have an endpoint", () => {
    expect(create({ alias: "shop" })()).toMatchObject({
      state: { prometheusEndpoint: expect.stringMatching(/^https:\/\/aps-workspaces\.eu-west-1\./) as string },
    });
  });

  it("are refused with a log group that does not exist", () => {
    expect(create({ loggingConfiguration: { logGroupArn: "arn:aws:logs:x:*" } })).toThrow("does not exist");
  });
});

describe("collectors in the sandbox", () => {
  it("are refused without a cluster and without subnets in two zones", () => {
    const inputs = { source: { eks: { clusterArn: "arn:none", subnetIds: ["subnet-1"] } }, destination: {} };
    const create = (): unknown => new Cloud(new World()).create("aws:amp/scraper:Scraper", "s", inputs, SCOPE);
    expect(create).toThrow("there is no cluster arn:none");
    expect(create).toThrow("two Availability Zones");
  });
});

describe("workspaces of Grafana in the sandbox", () => {
  const create = (inputs: object, region = SCOPE.region): (() => unknown) => {
    const cloud = new Cloud(new World());
    return () => cloud.create("aws:grafana/workspace:Workspace", "g", { ...GRAFANA, ...inputs }, { ...SCOPE, region });
  };

  it("are created in Regions that have the service", () => {
    expect(create({})).not.toThrow();
    expect(create({}, "eu-north-1")).toThrow("could not connect to grafana.eu-north-1");
  });

  it.each<[string, object, string]>([
    ["a name with a space", { name: "a b" }, "the name of the workspace"],
    ["no role", { roleArn: undefined }, "needs a role"],
  ])("are refused with %s", (_, inputs, refusal) => {
    expect(create(inputs)).toThrow(refusal);
  });
});
