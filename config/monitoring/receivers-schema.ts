import { z } from "zod";

import { findUrlFault, PHONE_NUMBER } from "../../domain/monitoring/receivers";
import { SEVERITIES } from "../../domain/monitoring/severity";
import { checked, email, text } from "../schema/fields";

const URL_ALLOWED = "a URL that begins with https:// and contains no user name";

const httpsUrl = checked(
  z.string().meta({ pattern: "^https://[^@]+$", patternErrorMessage: URL_ALLOWED }),
  function* (value) {
    const message = findUrlFault(value);
    if (message !== undefined) yield { message, allowed: URL_ALLOWED };
  },
);

const uuid = text(
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  "a UUID, such as 12345678-90ab-4cde-8f12-34567890abcd",
);

const slack = z.strictObject({
  workspaceId: text(/^T[0-9A-Z]{1,254}$/, "the ID of a Slack workspace, such as T07EA123LEP").meta({
    description:
      "ID of the Slack workspace. Authorize the workspace once per account in the console of Amazon Q Developer in chat applications, which shows the ID. https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html",
    examples: ["T07EA123LEP"],
  }),
  channelId: text(/^[CGD][0-9A-Z]{1,254}$/, "the ID of a Slack channel, such as C07EZ1ABC23").meta({
    description: "ID of the channel: the last part of the channel's link. A change updates the configuration in place.",
    examples: ["C07EZ1ABC23"],
  }),
});

const teams = z.strictObject({
  tenantId: uuid.meta({
    description: "ID of the Microsoft Entra tenant: `tenantId` in the link of the channel.",
    examples: ["12345678-90ab-4cde-8f12-34567890abcd"],
  }),
  teamId: uuid.meta({
    description:
      "ID of the team. Authorize the team once per account in the console of Amazon Q Developer in chat applications, which shows the ID. https://docs.aws.amazon.com/chatbot/latest/adminguide/teams-setup.html",
    examples: ["12345678-90ab-4cde-8f12-34567890abcd"],
  }),
  channelId: text(/^\S{1,256}$/, "the ID of a channel, such as 19:ab6a9b2d@thread.tacv2").meta({
    description: "ID of the channel: the part after `channel/` in the link of the channel, URL-decoded.",
    examples: ["19:ab6a9b2d@thread.tacv2"],
  }),
});

const receiver = z.strictObject({
  email: email.exactOptional().meta({
    description: "Email address. The recipient must confirm a subscription for each severity. $0 up to 1,000 a month.",
    examples: ["oncall@example.com"],
  }),
  sms: text(PHONE_NUMBER, "a phone number with + and country code, such as +491701234567")
    .exactOptional()
    .meta({
      description:
        "Phone number in E.164 form. New accounts send to verified numbers only, and at most for $1 a month: leave the SMS sandbox and raise the spending limit first. A message costs between $0.01 and $0.20, by country. https://docs.aws.amazon.com/sns/latest/dg/sns-sms-sandbox.html",
      examples: ["+491701234567"],
    }),
  https: httpsUrl.exactOptional().meta({
    description:
      "HTTPS URL of a pager, such as the Amazon CloudWatch integration of PagerDuty or Opsgenie. The endpoint must confirm the subscription by itself; the update fails after 5 minutes without a confirmation. The URL often contains a key: encrypt the value with `pulumi config set --secret --path`. The state keeps it encrypted. $0.06 per 100,000 deliveries. https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html",
    examples: ["https://events.pagerduty.com/integration/<key>/enqueue"],
  }),
  slack: slack.exactOptional().meta({
    description:
      "Slack channel, through Amazon Q Developer in chat applications. Its role and guardrail policy allow reading CloudWatch and nothing else. $0. https://docs.aws.amazon.com/chatbot/latest/adminguide/what-is.html",
  }),
  teams: teams.exactOptional().meta({
    description:
      "Channel in Microsoft Teams, through Amazon Q Developer in chat applications. The AWS provider manages one channel of a team in an account. Its role and guardrail policy allow reading CloudWatch and nothing else. $0. https://docs.aws.amazon.com/chatbot/latest/adminguide/what-is.html",
  }),
  severities: z
    .array(z.enum(SEVERITIES))
    .min(1)
    .default([...SEVERITIES])
    .meta({
      description:
        "Severities that the receiver gets: P1 (act now, at any hour), P2 (act within a working day). Default: both.",
      examples: [["P1"]],
    }),
});

/** By key, which is part of the logical names. */
export const receivers = z
  .record(text(/^[a-z][a-z0-9-]{0,39}$/, "up to 40 lowercase letters, digits and hyphens, a letter first"), receiver)
  .default({})
  .meta({
    description:
      "Receivers of alarms by key, each with one channel: email, sms, https, slack or teams. A receiver that cannot be reached delays no other. Default: none besides `emails`.",
    examples: [{ pager: { sms: "+491701234567", severities: ["P1"] } }],
  });
