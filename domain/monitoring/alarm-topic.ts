/** Name of the topic to which a platform's alarms publish. A public contract: other endpoints subscribe to it by name. */
export function alarmTopicName(platformName: string): string {
  return `${platformName}-alarms`;
}

export function alarmTopicArn(place: {
  readonly platformName: string;
  readonly region: string;
  readonly accountId: string;
}): string {
  return `arn:aws:sns:${place.region}:${place.accountId}:${alarmTopicName(place.platformName)}`;
}
