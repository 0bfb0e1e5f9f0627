/** Regions in which EC2 does not offer an endpoint service. This list is not complete. */
export function hasInterfaceEndpoint(service: string, region: string): boolean {
  switch (service) {
    // https://docs.aws.amazon.com/eks/latest/userguide/vpc-interface-endpoints.html
    case "eks":
      return !["ap-east-2", "ap-southeast-5", "ap-southeast-7", "mx-central-1"].includes(region);
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
    case "ec2messages":
      return !["ap-east-2", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "mx-central-1"].includes(region);
    // Its endpoint is com.amazonaws.route53, of no Region: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
    case "route53":
      return false;
    default:
      return true;
  }
}
