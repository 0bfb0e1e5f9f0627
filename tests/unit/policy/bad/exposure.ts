import { type BadResource, changed, removed } from "./bad-resource";

const EVERYONE = JSON.stringify({ Statement: [{ Sid: "E", Effect: "Allow", Principal: "*", Action: "kms:Decrypt" }] });

export const EXPOSURE: readonly BadResource[] = [
  // Public exposure
  changed("SSH open to the internet", "no-world-open-ingress", "web", { fromPort: 22, toPort: 22 }),
  changed("RDP open to the internet", "no-world-open-ingress", "web", { fromPort: 3389, toPort: 3389 }),
  changed("all ports open over IPv6", "no-world-open-ingress", "web", {
    cidrIpv4: undefined,
    cidrIpv6: "::/0",
    ipProtocol: "-1",
  }),
  changed("a database open to the internet", "no-world-open-ingress", "database", {
    ingress: [{ cidrBlocks: ["0.0.0.0/0"], protocol: "tcp", fromPort: 5432, toPort: 5432 }],
  }),
  changed("rules in a default security group", "default-security-group-empty", "vpc-default", {
    ingress: [{ self: true }],
  }),
  removed("a VPC whose default security group is not managed", "default-security-group-adopted", "vpc-default", "vpc"),
  changed("a subnet that assigns public addresses", "no-public-ip-on-launch", "public-a", {
    mapPublicIpOnLaunch: true,
  }),
  changed("nodes in a public subnet", "node-subnets-private", "nodes", {
    subnetIds: ["subnet-a", "subnet-b", "subnet-pa"],
  }),
  changed("a mount target in a public subnet", "efs-mount-target-private", "files-a", { subnetId: "subnet-pa" }),
  changed("a launch template with a public address", "launch-template-no-public-ip", "nodes-template", {
    networkInterfaces: [{ associatePublicIpAddress: "true" }],
  }),
  changed("an API endpoint open to the internet", "eks-endpoint-not-open", "cluster", {
    "vpcConfig.endpointPublicAccess": true,
  }),
  changed("a public API endpoint in prod", "eks-endpoint-private", "cluster", {
    "vpcConfig.endpointPublicAccess": true,
    "vpcConfig.publicAccessCidrs": ["198.51.100.0/24"],
  }),
  removed("a bucket without Block Public Access", "bucket-public-access-block", "data-block", "data"),
  changed(
    "a bucket that admits public policies",
    "bucket-public-access-block",
    "data-block",
    { blockPublicPolicy: false },
    "data",
  ),
  changed("a key for everyone", "no-public-principal", "key", { policy: EVERYONE }),
  changed("a role that everyone can assume", "no-public-principal", "node-role", {
    assumeRolePolicy: JSON.stringify({
      Statement: [
        { Sid: "E", Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" },
        { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    }),
  }),
  changed("an account with public buckets", "account-public-buckets", "account-buckets", {
    restrictPublicBuckets: false,
  }),
  changed("an account with public snapshots", "account-public-snapshots", "account-snapshots", { state: "unblocked" }),
  changed("an account with public images", "account-public-images", "account-images", { state: "unblocked" }),
  changed("an account with public documents", "account-public-documents", "account-documents", {
    settingValue: "Enable",
  }),
  // Network
  removed("a VPC without a flow log", "vpc-flow-logs", "vpc-flow-log", "vpc"),
  changed("a flow log of accepted traffic only", "vpc-flow-logs", "vpc-flow-log", { trafficType: "ACCEPT" }, "vpc"),
  removed("a VPC of prod without an endpoint for ECR", "vpc-interface-endpoints", "endpoint-ecr.dkr", "vpc"),
  removed("an idle Elastic IP address", "eip-in-use", "nat", "address"),
  changed("a network ACL that admits SSH", "network-acl-admin-ports", "acl", {
    ingress: [{ ruleNo: 100, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0" }],
  }),
  changed("a network ACL without subnets", "network-acl-in-use", "acl", { subnetIds: [] }),
  changed("a wide route to a peered VPC", "peering-route-narrow", "peering", { destinationCidrBlock: "10.0.0.0/8" }),
  changed("a transit gateway that accepts all attachments", "transit-gateway-manual-accept", "transit-gateway", {
    autoAcceptSharedAttachments: "enable",
  }),
  changed("a load balancer that passes invalid headers", "alb-drops-invalid-headers", "balancer", {
    dropInvalidHeaderFields: false,
  }),
  changed("a load balancer without access logs", "load-balancer-logs", "balancer", { accessLogs: undefined }),
  changed("a load balancer that monitors desync only", "alb-desync-mode", "balancer", {
    desyncMitigationMode: "monitor",
  }),
  changed("a load balancer in one zone", "load-balancer-zones", "balancer", { subnets: ["subnet-a"] }),
  changed("an Ingress that passes invalid headers", "ingress-drops-invalid-headers", "ingress", {
    "metadata.annotations": {},
  }),
];
