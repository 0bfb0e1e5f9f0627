import { Cloud } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { SCOPE } from "./fixture";

const SUBSCRIPTION = "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter";
const INPUTS = { logGroup: "app", destinationArn: "arn:aws:logs:eu-west-1:444455556666:destination:central" };

function subscribing(inputs: object, times = 1): () => void {
  const cloud = new Cloud(new World());
  cloud.create("aws:cloudwatch/logGroup:LogGroup", "app", { name: "app" }, SCOPE);
  return () => {
    for (let count = 0; count < times; count++) {
      cloud.create(SUBSCRIPTION, `s${count}`, { name: `s${count}`, ...INPUTS, ...inputs }, SCOPE);
    }
  };
}

describe("subscriptions in the sandbox", () => {
  it("are created twice for a log group", () => {
    expect(subscribing({}, 2)).not.toThrow();
  });

  it("are refused a third time", () => {
    expect(subscribing({}, 3)).toThrow("at most 2 subscription filters");
  });

  it.each<[string, object, string]>([
    ["a log group that does not exist", { logGroup: "none" }, "does not exist"],
    [
      "a destination in another Region",
      { destinationArn: "arn:aws:logs:us-east-1:444455556666:destination:central" },
      "not in the Region",
    ],
  ])("are refused with %s", (_, inputs, refusal) => {
    expect(subscribing(inputs)).toThrow(refusal);
  });
});

describe("dashboards in the sandbox", () => {
  it("are refused with a name that CloudWatch does not accept", () => {
    const inputs = { dashboardName: "a b", dashboardBody: "{}" };
    expect(() => new Cloud(new World()).create("aws:cloudwatch/dashboard:Dashboard", "d", inputs, SCOPE)).toThrow(
      "the name of a dashboard",
    );
  });
});
