import * as chatbot from "@pulumi/aws/chatbot";
import * as iam from "@pulumi/aws/iam";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";

import { managedPolicyArn } from "../../domain/arns";
import { serviceTrustPolicy } from "../../domain/iam/policy-document";
import { chatRegion, type Receiver } from "../../domain/monitoring/receivers";
import type { Severity } from "../../domain/monitoring/severity";
import type { AlarmTopics } from "./alarm-topics";

/** Minutes within which a pager confirms its subscription. */
const CONFIRMATION_MINUTES = 5;
/** Lets chat show the graph of an alarm, and nothing else. */
const CHAT_POLICY = "CloudWatchReadOnlyAccess";

export interface ReceiversArgs {
  readonly platformName: string;
  readonly region: string;
  /** By key, which is part of the logical names. */
  readonly receivers: Readonly<Record<string, Receiver>>;
}

/** Subscribes each receiver to the topics of its severities. No receiver depends on another one. */
export function createReceivers(
  parent: pulumi.Resource,
  name: string,
  { receivers, ...place }: ReceiversArgs,
  topicArns: AlarmTopics["topicArns"],
): void {
  for (const [key, receiver] of Object.entries(receivers)) {
    for (const severity of receiver.severities) {
      subscribe(parent, `${name}-${severity.toLowerCase()}-${key}`, receiver, topicArns[severity]);
    }
  }
  const chats = Object.entries(receivers).filter(([, { slack, teams }]) => slack !== undefined || teams !== undefined);
  if (chats.length === 0) return;
  const iamRoleArn = createChatRole(parent, name, place.platformName);
  for (const [key, receiver] of chats) {
    createChat(parent, `${name}-${key}`, receiver, {
      configurationName: `${place.platformName}-${key}`,
      iamRoleArn,
      // Without it, the channel gets the guardrail AdministratorAccess.
      guardrailPolicyArns: [managedPolicyArn(CHAT_POLICY)],
      loggingLevel: "ERROR",
      snsTopicArns: receiver.severities.map((severity: Severity) => topicArns[severity]),
      region: chatRegion(place.region),
    });
  }
}

function subscribe(
  parent: pulumi.Resource,
  name: string,
  { email, sms, https }: Receiver,
  topic: pulumi.Output<string>,
): void {
  if (email !== undefined) {
    new sns.TopicSubscription(name, { topic, protocol: "email", endpoint: email }, { parent });
  }
  if (sms !== undefined) {
    new sns.TopicSubscription(name, { topic, protocol: "sms", endpoint: sms }, { parent });
  }
  if (https !== undefined) {
    new sns.TopicSubscription(
      name,
      {
        topic,
        protocol: "https",
        // The URL of a pager often contains its key.
        endpoint: pulumi.secret(https),
        endpointAutoConfirms: true,
        confirmationTimeoutInMinutes: CONFIRMATION_MINUTES,
      },
      { parent },
    );
  }
}

type ChatArgs = Omit<chatbot.SlackChannelConfigurationArgs, "slackChannelId" | "slackTeamId">;

function createChat(parent: pulumi.Resource, name: string, { slack, teams }: Receiver, args: ChatArgs): void {
  if (slack !== undefined) {
    const { workspaceId: slackTeamId, channelId: slackChannelId } = slack;
    new chatbot.SlackChannelConfiguration(name, { ...args, slackTeamId, slackChannelId }, { parent });
  }
  if (teams !== undefined) {
    const { tenantId, teamId, channelId } = teams;
    new chatbot.TeamsChannelConfiguration(name, { ...args, tenantId, teamId, channelId }, { parent });
  }
}

/** https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html */
function createChatRole(parent: pulumi.Resource, name: string, platformName: string): pulumi.Output<string> {
  const role = new iam.Role(
    `${name}-chat-role`,
    {
      description: `Shows alarms of ${platformName} in chat channels`,
      assumeRolePolicy: serviceTrustPolicy("chatbot.amazonaws.com"),
    },
    { parent },
  );
  new iam.RolePolicyAttachment(
    `${name}-chat-${CHAT_POLICY}`,
    { role: role.name, policyArn: managedPolicyArn(CHAT_POLICY) },
    { parent },
  );
  return role.arn;
}
