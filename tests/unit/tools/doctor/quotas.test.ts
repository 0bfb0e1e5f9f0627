import { ACCOUNT_QUOTA } from "../../../../domain/quotas/account-quotas";
import { checkQuotas } from "../../../../tools/doctor/checks/quotas";
import { type Answers, CALLER, contextWith, NO_CALLER } from "./fixture";

const need = (count: number, most = count) => ({ quota: ACCOUNT_QUOTA.elasticAddresses, count, most });
const quotaOf = (value: number): string => JSON.stringify({ Quota: { Value: value } });

async function findingFor(needed: ReturnType<typeof need>, answers: Answers, caller = CALLER) {
  return (await checkQuotas([needed], "eu-west-1", caller, contextWith(answers)))[0];
}

describe("quotas of the account", () => {
  it.each([
    [need(3), 5, "pass"],
    [need(3, 6), 5, "warn"],
    [need(6), 5, "fail"],
  ])("compared with %j of %d: %s", async (needed, value, status) => {
    expect(await findingFor(needed, { "aws service-quotas get-service-quota": quotaOf(value) })).toMatchObject({
      status,
    });
  });

  it("are AWS's defaults where the account has none of its own", async () => {
    const answers = {
      "aws service-quotas get-service-quota": { error: "NoSuchResourceException" },
      "aws service-quotas get-aws-default-service-quota": quotaOf(5),
    };
    expect(await findingFor(need(6), answers)).toMatchObject({
      status: "fail",
      fix: "aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-0263D0A3 --region eu-west-1 --desired-value 6",
    });
  });

  it("are skipped if AWS denies to read them", async () => {
    expect(await findingFor(need(6), { aws: { error: "AccessDenied" } })).toMatchObject({
      status: "skipped",
      message: "Service Quotas cannot be read: AccessDenied",
    });
  });

  it("are skipped without credentials, with a warning above the default", async () => {
    const [within] = await checkQuotas([need(5)], "eu-west-1", NO_CALLER, contextWith({}));
    const [above] = await checkQuotas([need(6)], "eu-west-1", NO_CALLER, contextWith({}));
    expect([within?.status, above?.status]).toEqual(["skipped", "warn"]);
  });
});
