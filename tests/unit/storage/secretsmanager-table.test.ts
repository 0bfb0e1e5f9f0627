import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";

const OURS: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const SECRET = "aws:secretsmanager/secret:Secret";
const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";
const PERMISSION = "aws:lambda/permission:Permission";
const FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";

function cloudWithSecret(principal = "secretsmanager.amazonaws.com"): { cloud: Cloud; secretId: string } {
  const cloud = new Cloud(new World());
  const { id } = cloud.create(SECRET, "db", { name: "shop-dev/db" }, OURS);
  cloud.create(PERMISSION, "p", { function: FUNCTION, principal }, OURS);
  return { cloud, secretId: id };
}

function rotating(inputs: object, principal?: string): () => unknown {
  const { cloud, secretId } = cloudWithSecret(principal);
  const rotation = { secretId, rotationLambdaArn: FUNCTION, rotationRules: { automaticallyAfterDays: 30 }, ...inputs };
  return () => cloud.create(ROTATION, "r", rotation, OURS);
}

describe("a secret in the sandbox", () => {
  it("has an ARN with six random characters", () => {
    expect(cloudWithSecret().secretId).toMatch(
      /^arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-dev\/db-[0-9a-f]{6}$/,
    );
  });

  it.each<[string, object, string]>([
    ["the name of another", { name: "shop-dev/db" }, "already exists"],
    ["a name with a space", { name: "shop dev" }, "Invalid name"],
    ["a recovery window of one day", { name: "a", recoveryWindowInDays: 1 }, "(7 - 30) or 0"],
  ])("is refused with %s", (_, inputs, message) => {
    const { cloud } = cloudWithSecret();
    expect(() => cloud.create(SECRET, "other", { ...inputs }, OURS)).toThrow(message);
  });

  it("can be deleted without a recovery window", () => {
    const { cloud } = cloudWithSecret();
    expect(() => cloud.create(SECRET, "other", { name: "a", recoveryWindowInDays: 0 }, OURS)).not.toThrow();
  });
});

describe("the rotation of a secret in the sandbox", () => {
  it.each<[string, object]>([
    ["days", {}],
    ["a rate", { rotationRules: { scheduleExpression: "rate(4 hours)" } }],
    ["a cron expression", { rotationRules: { scheduleExpression: "cron(0 3 ? * SUN *)" } }],
  ])("is accepted with %s", (_, inputs) => {
    expect(rotating(inputs)).not.toThrow();
  });

  it.each<[string, object, string]>([
    ["an unknown secret", { secretId: "x" }, "can't find the specified secret"],
    ["a function of another Region", { rotationLambdaArn: FUNCTION.replace("eu-west-1", "eu-west-2") }, "is not in"],
    ["no schedule", { rotationRules: {} }, "must be specified"],
    [
      "two schedules",
      { rotationRules: { automaticallyAfterDays: 3, scheduleExpression: "rate(3 days)" } },
      "must be specified",
    ],
    ["too many days", { rotationRules: { automaticallyAfterDays: 1001 } }, "between 1 and 1000"],
    ["a rate of three hours", { rotationRules: { scheduleExpression: "rate(3 hours)" } }, "every four hours"],
    ["another form of schedule", { rotationRules: { scheduleExpression: "weekly" } }, "invalid ScheduleExpression"],
  ])("is refused with %s", (_, inputs, message) => {
    expect(rotating(inputs)).toThrow(message);
  });

  it("is refused while Secrets Manager may not invoke the function", () => {
    expect(rotating({}, "s3.amazonaws.com")).toThrow("Secrets Manager cannot invoke the specified Lambda function");
  });
});
