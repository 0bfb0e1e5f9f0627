import type { Requirement } from "./control";
import { COSTS } from "./costs";

/** Networks: VPCs, routes, security groups and load balancers. */
export const NETWORK_REQUIREMENTS: readonly Requirement[] = [
  {
    ids: ["EC2.2", "CIS-AWS-6.5"],
    title: "The default security group has no rules",
    mark: "must",
    kinds: ["ec2.DefaultSecurityGroup", "ec2.Vpc"],
    met: { rules: ["default-security-group-empty", "default-security-group-adopted"] },
  },
  {
    ids: ["EC2.6", "CIS-AWS-4.7"],
    title: "VPCs have flow logs of rejected traffic",
    mark: "must",
    kinds: ["ec2.Vpc", "ec2.FlowLog"],
    met: { rules: ["vpc-flow-logs"], setting: "`network.flowLogs`" },
    cost: COSTS.flowLog,
  },
  {
    ids: ["EC2.10", "EC2.55", "EC2.56", "EC2.57", "CIS-AWS-6.8"],
    title: "Calls of EC2, ECR and Systems Manager stay in the VPC",
    mark: "should",
    environments: ["prod"],
    kinds: ["ec2.Vpc", "ec2.VpcEndpoint"],
    met: { rules: ["vpc-interface-endpoints"], setting: "`network.interfaceEndpoints.services`" },
    cost: COSTS.endpoint,
  },
  {
    ids: ["EC2.58", "EC2.60"],
    title: "Calls of Incident Manager stay in the VPC",
    mark: "waived",
    kinds: ["ec2.Vpc"],
    met: {
      notApplicable:
        "Nothing on the platform calls Systems Manager Incident Manager or its contacts; a stack that does adds `ssm-incidents` and `ssm-contacts` to `network.interfaceEndpoints.services`",
    },
    cost: COSTS.endpoint,
  },
  {
    ids: [
      ...["EC2.13", "EC2.14", "EC2.18", "EC2.19", "EC2.53", "EC2.54", "CIS-AWS-6.3", "CIS-AWS-6.4"],
      ...["CKV_AWS_24", "CKV_AWS_25"],
    ],
    title: "Only tcp 80 and 443 are open to the internet",
    mark: "must",
    kinds: ["vpc.SecurityGroupIngressRule", "ec2.SecurityGroupRule", "ec2.SecurityGroup"],
    met: { rules: ["no-world-open-ingress"] },
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  },
  {
    ids: ["EC2.15", "CKV_AWS_130"],
    title: "Subnets assign no public IP addresses",
    mark: "must",
    kinds: ["ec2.Subnet"],
    met: { rules: ["no-public-ip-on-launch"] },
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html",
  },
  {
    ids: ["RDS.2"],
    title: "Databases of extensions have no public IP address",
    mark: "should",
    kinds: ["rds.Instance", "rds.ClusterInstance", "redshift.Cluster"],
    met: { rules: ["no-public-database"] },
  },
  {
    ids: ["EC2.16"],
    title: "Network ACLs have subnets",
    mark: "should",
    kinds: ["ec2.NetworkAcl"],
    met: { rules: ["network-acl-in-use"] },
  },
  {
    ids: ["EC2.21", "CIS-AWS-6.2"],
    title: "Network ACLs do not admit SSH and RDP from all addresses",
    mark: "should",
    kinds: ["ec2.NetworkAcl", "ec2.DefaultNetworkAcl"],
    met: { rules: ["network-acl-admin-ports"] },
    exception:
      "The default network ACL admits all traffic. Network ACLs are stateless, and NAT gateways receive replies on ports 1024 to 65535: a rule that denies port 3389 drops some of them. Security groups open neither port. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html#nacl-ephemeral-ports",
  },
  {
    ids: ["EC2.12"],
    title: "Elastic IP addresses are attached",
    mark: "must",
    kinds: ["ec2.Eip"],
    met: { rules: ["eip-in-use"] },
  },
  {
    ids: ["EC2.180"],
    title: "Network interfaces check source and destination",
    mark: "should",
    kinds: ["ec2.Instance", "ec2.NetworkInterface"],
    met: { rules: ["source-destination-check"] },
  },
  {
    ids: ["EC2.23"],
    title: "Transit gateways accept attachments only with approval",
    mark: "should",
    kinds: ["ec2transitgateway.TransitGateway"],
    met: { rules: ["transit-gateway-manual-accept"] },
  },
  {
    ids: ["CIS-AWS-6.6"],
    title: "Routes to peered VPCs are narrow",
    mark: "should",
    kinds: ["ec2.Route"],
    met: { rules: ["peering-route-narrow"] },
  },
  {
    ids: ["ELB.4"],
    title: "Application Load Balancers drop invalid headers",
    mark: "should",
    kinds: ["lb.LoadBalancer", "kubernetes.Ingress"],
    met: { rules: ["alb-drops-invalid-headers", "ingress-drops-invalid-headers"] },
  },
  {
    ids: ["ELB.5"],
    title: "Load balancers write access logs",
    mark: "should",
    kinds: ["lb.LoadBalancer"],
    met: {
      rules: ["load-balancer-logs"],
      setting: "annotations of Ingresses, for which the AWS Load Balancer Controller creates load balancers",
    },
    cost: COSTS.accessLogs,
  },
  {
    ids: ["ELB.12"],
    title: "Application Load Balancers handle ambiguous requests defensively",
    mark: "should",
    kinds: ["lb.LoadBalancer"],
    met: { rules: ["alb-desync-mode"] },
  },
  {
    ids: ["ELB.13"],
    title: "Load balancers are in several Availability Zones",
    mark: "should",
    kinds: ["lb.LoadBalancer"],
    met: { rules: ["load-balancer-zones"] },
  },
  {
    ids: ["ACM.1", "ACM.2"],
    title: "Certificates are renewed by ACM and have keys of 2,048 bits or more",
    mark: "should",
    kinds: ["acm.Certificate"],
    met: { setting: "`cluster.hostedZones`: certificates of 2,048 bits, validated by records that stay in the zone" },
  },
  {
    ids: ["Route53.2"],
    title: "Public hosted zones log DNS queries",
    mark: "waived",
    kinds: ["route53.Zone"],
    met: {
      notApplicable:
        "Route 53 logs queries of public zones only to a log group in us-east-1, which is outside of the Regions of most stacks; a stack that needs the log creates it in an extension",
    },
  },
];
