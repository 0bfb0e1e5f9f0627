/** A runner for the jobs of a stack, in the network of that stack. */
export interface RunnerArgs {
  /** Connection of AWS CodeConnections to the repository, whose GitHub App registers the runner. */
  readonly connectionArn: string;
  /** VPC of the stack. A change replaces the security group. */
  readonly vpcId: string;
  /** Private subnets, with a route to the internet through a NAT gateway. */
  readonly subnetIds: readonly string[];
  /** Security group of the cluster, which gets a rule for the runner. */
  readonly clusterSecurityGroupId: string;
  /** 2 vCPUs and 4 GiB, 4 vCPUs and 8 GiB, or 8 vCPUs and 16 GiB. Billed by the minute while a job runs. */
  readonly size: "small" | "medium" | "large";
  /** Retention of the logs in days. */
  readonly logRetentionDays: number;
}
