import { SEVERITIES, type Severity } from "./severity";

/** P1 has the topic that all alarms published to in release 0.1.0. */
const SUFFIXES: Readonly<Record<Severity, string>> = { P1: "", P2: "-p2" };

/**
 * Name of the topic to which alarms of this severity publish, at most 33 characters. A public contract: other endpoints
 * subscribe to it by name.
 */
export function alarmTopicName(platformName: string, severity: Severity): string {
  return `${platformName}-alarms${SUFFIXES[severity]}`;
}

export interface TopicPlace {
  readonly platformName: string;
  readonly region: string;
  readonly accountId: string;
}

export function alarmTopicArn({ platformName, region, accountId }: TopicPlace, severity: Severity): string {
  return `arn:aws:sns:${region}:${accountId}:${alarmTopicName(platformName, severity)}`;
}

/** ARNs of the topics of one platform. */
export function alarmTopicArns(place: TopicPlace): readonly string[] {
  return SEVERITIES.map((severity) => alarmTopicArn(place, severity));
}

/** Whether the topic has the name of an alarm topic of any platform. */
export function isAlarmTopic(topicArn: string): boolean {
  return SEVERITIES.some((severity) => topicArn.endsWith(alarmTopicName("", severity)));
}
