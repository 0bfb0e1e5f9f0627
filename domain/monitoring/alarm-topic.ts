/** Name of the topic that a platform's alarms go to. People and tools subscribe by it, so it is a contract. */
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
