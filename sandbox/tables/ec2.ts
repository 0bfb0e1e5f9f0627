import { ec2Access } from "./ec2-access";
import { ec2Gateways } from "./ec2-gateways";
import { ec2Machines } from "./ec2-machines";
import { ec2Routes } from "./ec2-routes";
import { keptByOwners } from "./ec2-sharing";
import { ec2TransitGateway } from "./ec2-transit-gateway";
import { ec2Vpc } from "./ec2-vpc";
import type { ServiceTable } from "./table";

export const ec2: ServiceTable = keptByOwners({
  ...ec2Vpc,
  ...ec2Routes,
  ...ec2Gateways,
  ...ec2Access,
  ...ec2Machines,
  ...ec2TransitGateway,
});
