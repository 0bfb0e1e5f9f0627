import { ofType, pointsTo } from "./references";
import type { StackResource } from "./rule";

const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE = "aws:ec2/route:Route";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";

/** The subnets of a stack whose route table has a route to an internet gateway. */
export function publicSubnets(resources: readonly StackResource[]): readonly StackResource[] {
  const gateways = ofType(resources, INTERNET_GATEWAY);
  const routes = ofType(resources, ROUTE).filter((route) =>
    gateways.some((gateway) => pointsTo(route, "gatewayId", gateway)),
  );
  const tables = ofType(resources, ROUTE_TABLE).filter((table) =>
    routes.some((route) => pointsTo(route, "routeTableId", table)),
  );
  const associations = ofType(resources, ASSOCIATION).filter((association) =>
    tables.some((table) => pointsTo(association, "routeTableId", table)),
  );
  return ofType(resources, SUBNET).filter((subnet) =>
    associations.some((association) => pointsTo(association, "subnetId", subnet)),
  );
}
