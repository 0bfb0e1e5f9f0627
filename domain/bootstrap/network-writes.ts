import { actions } from "./actions";

/** Those of the network, as `WRITES` has them. */
export const NETWORK_WRITES: Readonly<Record<string, readonly string[]>> = {
  "ec2/defaultNetworkAcl:DefaultNetworkAcl": actions(
    "ec2",
    "CreateNetworkAclEntry DeleteNetworkAclEntry ReplaceNetworkAclAssociation",
  ),
  "ec2/defaultRouteTable:DefaultRouteTable": actions("ec2", "DeleteRoute DisableVgwRoutePropagation"),
  "ec2/defaultSecurityGroup:DefaultSecurityGroup": actions(
    "ec2",
    "RevokeSecurityGroupIngress RevokeSecurityGroupEgress",
  ),
  "ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": actions(
    "ec2",
    "CreateEgressOnlyInternetGateway DeleteEgressOnlyInternetGateway",
  ),
  "ec2/eip:Eip": actions("ec2", "AllocateAddress ReleaseAddress DisassociateAddress"),
  // Logs to a bucket are a delivery of CloudWatch Logs.
  "ec2/flowLog:FlowLog": [
    "ec2:CreateFlowLogs",
    "ec2:DeleteFlowLogs",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
  ],
  "ec2/imageBlockPublicAccess:ImageBlockPublicAccess": actions("ec2", "EnableImageBlockPublicAccess"),
  "ec2/instanceMetadataDefaults:InstanceMetadataDefaults": actions("ec2", "ModifyInstanceMetadataDefaults"),
  "ec2/internetGateway:InternetGateway": actions(
    "ec2",
    "CreateInternetGateway DeleteInternetGateway AttachInternetGateway DetachInternetGateway",
  ),
  // EKS starts nodes from the template, which its caller must be allowed to do:
  // https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
  "ec2/launchTemplate:LaunchTemplate": actions(
    "ec2",
    "CreateLaunchTemplate DeleteLaunchTemplate ModifyLaunchTemplate CreateLaunchTemplateVersion RunInstances",
  ),
  "ec2/natGateway:NatGateway": actions(
    "ec2",
    "CreateNatGateway DeleteNatGateway AssociateNatGatewayAddress DisassociateNatGatewayAddress",
  ),
  "ec2/route:Route": actions("ec2", "CreateRoute DeleteRoute ReplaceRoute"),
  "ec2/routeTable:RouteTable": actions("ec2", "CreateRouteTable DeleteRouteTable"),
  "ec2/routeTableAssociation:RouteTableAssociation": actions(
    "ec2",
    "AssociateRouteTable DisassociateRouteTable ReplaceRouteTableAssociation",
  ),
  // The provider deletes network interfaces that Lambda or EKS left in a group.
  "ec2/securityGroup:SecurityGroup": actions(
    "ec2",
    "CreateSecurityGroup DeleteSecurityGroup DetachNetworkInterface DeleteNetworkInterface",
  ),
  "ec2/subnet:Subnet": actions(
    "ec2",
    "CreateSubnet DeleteSubnet ModifySubnetAttribute AssociateSubnetCidrBlock DisassociateSubnetCidrBlock",
  ),
  "ec2/tag:Tag": actions("ec2", "CreateTags DeleteTags"),
  "ec2/vpc:Vpc": actions("ec2", "CreateVpc DeleteVpc ModifyVpcAttribute"),
  // Private DNS names of an endpoint are a hosted zone of AWS:
  // https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
  "ec2/vpcEndpoint:VpcEndpoint": [
    ...actions("ec2", "CreateVpcEndpoint ModifyVpcEndpoint DeleteVpcEndpoints"),
    "route53:AssociateVPCWithHostedZone",
  ],
  "ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": actions("ec2", "ModifyVpcEndpoint"),
  "ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": actions(
    "ec2",
    "AssociateVpcCidrBlock DisassociateVpcCidrBlock",
  ),
  "ec2transitgateway/vpcAttachment:VpcAttachment": actions(
    "ec2",
    "CreateTransitGatewayVpcAttachment ModifyTransitGatewayVpcAttachment DeleteTransitGatewayVpcAttachment",
  ),
  "route53/record:Record": actions("route53", "ChangeResourceRecordSets"),
  "route53/resolverFirewallConfig:ResolverFirewallConfig": actions("route53resolver", "UpdateFirewallConfig"),
  "route53/resolverFirewallDomainList:ResolverFirewallDomainList": actions(
    "route53resolver",
    "CreateFirewallDomainList DeleteFirewallDomainList UpdateFirewallDomains TagResource UntagResource",
  ),
  "route53/resolverFirewallRule:ResolverFirewallRule": actions(
    "route53resolver",
    "CreateFirewallRule DeleteFirewallRule UpdateFirewallRule",
  ),
  "route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup": actions(
    "route53resolver",
    "CreateFirewallRuleGroup DeleteFirewallRuleGroup",
  ),
  "route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": actions(
    "route53resolver",
    "AssociateFirewallRuleGroup DisassociateFirewallRuleGroup UpdateFirewallRuleGroupAssociation",
  ),
  "route53/resolverQueryLogConfig:ResolverQueryLogConfig": [
    ...actions("route53resolver", "CreateResolverQueryLogConfig DeleteResolverQueryLogConfig"),
    ...actions("logs", "CreateLogDelivery DeleteLogDelivery PutResourcePolicy"),
  ],
  "route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation": actions(
    "route53resolver",
    "AssociateResolverQueryLogConfig DisassociateResolverQueryLogConfig",
  ),
  // Deletes the records of a zone with `forceDestroy`.
  "route53/zone:Zone": actions(
    "route53",
    "CreateHostedZone DeleteHostedZone UpdateHostedZoneComment ChangeTagsForResource ChangeResourceRecordSets",
  ),
  "vpc/securityGroupEgressRule:SecurityGroupEgressRule": actions(
    "ec2",
    "AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress ModifySecurityGroupRules",
  ),
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule": actions(
    "ec2",
    "AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress ModifySecurityGroupRules",
  ),
};
