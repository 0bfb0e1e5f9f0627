/** Software of the cluster that calls AWS APIs, and does not work without an answer. */
export interface AwsApiCaller {
  /** Its name in a sentence. */
  readonly name: string;
  /** Services that it calls, by the last part of the name of their endpoint. */
  readonly services: readonly string[];
  /** What fails without them: a clause. */
  readonly otherwise: string;
}
