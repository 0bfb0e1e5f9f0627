import type { PriceName } from "../../domain/cost/prices";

/** Which line of a price list file has a price. Names of usage types begin with a code of the Region, but for us-east-1. */
export interface WantedPrice {
  readonly name: PriceName;
  /** Service code, which is part of the file's address. */
  readonly offer: string;
  readonly usage: string;
  readonly operation?: string;
  /** Where traffic goes. */
  readonly to?: string;
  /** Another usage type that AWS charges in addition. */
  readonly plus?: string;
}

/** https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html */
export const WANTED: readonly WantedPrice[] = [
  { name: "controlPlane", offer: "AmazonEKS", usage: "AmazonEKS-Hours:perCluster" },
  {
    name: "controlPlaneExtended",
    offer: "AmazonEKS",
    usage: "AmazonEKS-Hours:perCluster",
    plus: "AmazonEKS-Hours:extendedSupport",
  },
  { name: "natGateway", offer: "AmazonEC2", usage: "NatGateway-Hours" },
  { name: "natProcessing", offer: "AmazonEC2", usage: "NatGateway-Bytes" },
  { name: "gp3", offer: "AmazonEC2", usage: "EBS:VolumeUsage.gp3" },
  { name: "publicIpv4", offer: "AmazonVPC", usage: "PublicIPv4:InUseAddress" },
  { name: "interfaceEndpoint", offer: "AmazonVPC", usage: "VpcEndpoint-Hours" },
  { name: "interfaceEndpointProcessing", offer: "AmazonVPC", usage: "VpcEndpoint-Bytes" },
  {
    name: "transitGatewayAttachment",
    offer: "AmazonVPC",
    usage: "TransitGateway-Hours",
    operation: "TransitGatewayVPC",
  },
  {
    name: "transitGatewayProcessing",
    offer: "AmazonVPC",
    usage: "TransitGateway-Bytes",
    operation: "TransitGatewayVPC",
  },
  { name: "loadBalancer", offer: "AWSELB", usage: "LoadBalancerUsage", operation: "LoadBalancing:Application" },
  { name: "kmsKey", offer: "awskms", usage: "KMS-Keys" },
  { name: "alarm", offer: "AmazonCloudWatch", usage: "CW:AlarmMonitorUsage" },
  { name: "compositeAlarm", offer: "AmazonCloudWatch", usage: "CW:CompositeAlarmMonitorUsage" },
  { name: "metric", offer: "AmazonCloudWatch", usage: "CW:MetricMonitorUsage" },
  { name: "logToCloudWatch", offer: "AmazonCloudWatch", usage: "VendedLog-Bytes" },
  { name: "logToS3", offer: "AmazonCloudWatch", usage: "S3-Egress-Bytes" },
  { name: "internetTransfer", offer: "AWSDataTransfer", usage: "DataTransfer-Out-Bytes", to: "External" },
  { name: "gp2", offer: "AmazonEC2", usage: "EBS:VolumeUsage.gp2" },
  { name: "snapshotStorage", offer: "AmazonEC2", usage: "EBS:SnapshotUsage" },
  { name: "networkLoadBalancer", offer: "AWSELB", usage: "LoadBalancerUsage", operation: "LoadBalancing:Network" },
  { name: "zoneTransfer", offer: "AWSDataTransfer", usage: "DataTransfer-Regional-Bytes" },
];

/** The offer with the prices of instances. */
export const INSTANCES_OFFER = "AmazonEC2";
