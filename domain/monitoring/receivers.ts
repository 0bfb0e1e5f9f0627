import { SEVERITIES, type Severity } from "./severity";

/**
 * The channels by which a receiver gets notifications. Each is independent: a channel that fails delays no other.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-event-destinations.html
 */
export const CHANNELS = ["email", "sms", "https", "slack", "teams"] as const;
export type Channel = (typeof CHANNELS)[number];

/** A channel in Slack, whose workspace is authorized in the console once. */
export interface SlackChannel {
  readonly workspaceId: string;
  readonly channelId: string;
}

/** A channel in Microsoft Teams, whose team is authorized in the console once. */
export interface TeamsChannel {
  readonly tenantId: string;
  readonly teamId: string;
  readonly channelId: string;
}

/** A receiver of notifications; exactly one of the channels is set. */
export interface Receiver {
  readonly email?: string | undefined;
  /** Phone number in E.164 form. */
  readonly sms?: string | undefined;
  /** URL of a pager. It often contains a key, so that the state keeps it encrypted. */
  readonly https?: string | undefined;
  readonly slack?: SlackChannel | undefined;
  readonly teams?: TeamsChannel | undefined;
  /** Severities that the receiver gets. */
  readonly severities: readonly Severity[];
}

/** Channels that are set. */
export function channelsOf(receiver: Receiver): readonly Channel[] {
  return CHANNELS.filter((channel) => receiver[channel] !== undefined);
}

/** Severities for which nobody gets a notification. */
export function severitiesWithoutReceiver(
  emails: readonly string[],
  receivers: Readonly<Record<string, Receiver>>,
): readonly Severity[] {
  if (emails.length > 0) return [];
  const received = Object.values(receivers).flatMap(({ severities }) => severities);
  return SEVERITIES.filter((severity) => !received.includes(severity));
}

/** "+", country code and number, 8 to 15 digits: https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
export const PHONE_NUMBER = /^\+[1-9]\d{7,14}$/;

/** The fault of a URL that SNS cannot or should not deliver to; undefined if there is none. */
export function findUrlFault(url: string): string | undefined {
  if (!URL.canParse(url)) return "The value is not a URL.";
  const { protocol, username, password } = new URL(url);
  if (protocol !== "https:") return "Only HTTPS encrypts notifications on their way to the pager.";
  return username === "" && password === "" ? undefined : "The URL contains a user name or a password.";
}

/**
 * Regions in which Amazon Q Developer in chat applications has an endpoint. It is a global service: a configuration in one of
 * them receives notifications of topics in all Regions.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-troubleshooting.html
 */
const CHAT_REGIONS = ["us-east-2", "us-west-2", "eu-west-1", "ap-southeast-1"];

/** Region of the endpoint through which chat configurations are managed: that of the stack if it has one. */
export function chatRegion(region: string): string {
  return CHAT_REGIONS.includes(region) ? region : "us-east-2";
}
