import { isRecord } from "../property-diff";
import type { World, WorldObject } from "../world";
import { refuseLongPolicy } from "./ec2-limits";
import {
  EGRESS_ONLY_GATEWAY,
  EIP,
  INTERNET_GATEWAY,
  LOAD_BALANCER,
  NAT_GATEWAY,
  ROUTE_TABLE,
  SECURITY_GROUP,
  SUBNET,
  VPC,
  VPC_ENDPOINT,
  ec2Arn,
  ec2Id,
  ownerId,
  refuseMissing,
  text,
  vpcOf,
} from "./ec2-objects";
import { hasInterfaceEndpoint } from "./ec2-endpoint-services";
import type { Props } from "../props";
import type { Request, ServiceTable } from "./table";

const ENDPOINT_ROUTE = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation";
const GATEWAY_SERVICES = ["s3", "dynamodb", "s3express"];

/** Gateways and endpoints of a VPC. */
export const ec2Gateways: ServiceTable = {
  [INTERNET_GATEWAY]: {
    id: ec2Id("igw"),
    outputs: { arn: ec2Arn("internet-gateway"), ownerId },
    refusals: (request) => [...refuseMissing(request, "vpcId", VPC), ...refuseSecondGateway(request)],
    deleteRefusals: refuseMappedAddresses,
  },
  [EGRESS_ONLY_GATEWAY]: {
    id: ec2Id("eigw"),
    refusals: (request) => refuseMissing(request, "vpcId", VPC),
  },
  [EIP]: {
    id: ec2Id("eipalloc"),
    outputs: {
      arn: ec2Arn("elastic-ip"),
      allocationId: ({ id }) => id,
      publicIp: (request) => publicIp(request, "address"),
      publicDns: (request) =>
        `ec2-${publicIp(request, "address").replaceAll(".", "-")}.${request.region}.compute.amazonaws.com`,
      associationId: () => "",
      carrierIp: () => "",
      customerOwnedIp: () => "",
      privateDns: () => "",
      privateIp: () => "",
      ptrRecord: () => "",
    },
    deleteRefusals: ({ id }, world) =>
      natsWith([id], world).map((nat) => `InvalidIPAddress.InUse: the address ${id} is in use by ${nat.id}`),
  },
  [NAT_GATEWAY]: {
    id: ec2Id("nat"),
    outputs: {
      associationId: ec2Id("eipassoc"),
      networkInterfaceId: ec2Id("eni"),
      publicIp: (request) => natPublicIp(request, text(request.inputs, "allocationId")),
      autoProvisionZones: () => "",
      autoScalingIps: () => "",
      regionalNatGatewayAddresses,
      regionalNatGatewayAutoMode: () => "",
      routeTableId: (request) => (isRegional(request.inputs) ? ec2Id("rtb")(request) : ""),
    },
    refusals: (request) => [
      ...refuseMissing(request, "subnetId", SUBNET),
      // An address that is not in the world existed in the account before.
      ...refuseAvailabilityMode(request),
      ...refuseNoInternet(request),
      ...refuseTakenAddress(request),
    ],
  },
  [VPC_ENDPOINT]: {
    replacesIf: {
      privateDnsEnabled: (olds, news) =>
        news["vpcEndpointType"] !== "Interface" && olds["privateDnsEnabled"] !== news["privateDnsEnabled"],
    },
    id: ec2Id("vpce"),
    outputs: {
      arn: ec2Arn("vpc-endpoint"),
      ownerId,
      cidrBlocks: () => [],
      dnsEntries: () => [],
      networkInterfaceIds: ({ inputs, hex }) => strings(inputs["subnetIds"]).map((subnet) => `eni-0${hex(16, subnet)}`),
      prefixListId: ({ hex }) => `pl-${hex(8)}`,
      requesterManaged: () => false,
      state: () => "available",
    },
    refusals: (request) => [
      ...refuseMissing(request, "vpcId", VPC),
      ...refuseService(request),
      ...refuseInterface(request),
      ...refuseLongPolicy(request),
    ],
  },
  [ENDPOINT_ROUTE]: {
    id: ({ inputs, hex }) => `a-${text(inputs, "vpcEndpointId") ?? "vpce"}${parseInt(hex(8), 16)}`,
    refusals: (request) => [
      ...refuseMissing(request, "routeTableId", ROUTE_TABLE),
      ...refuseMissing(request, "vpcEndpointId", VPC_ENDPOINT),
      ...refuseSecondEndpointRoute(request),
    ],
  },
};

/** An address of 198.18.0.0/15, which is reserved for tests (RFC 2544). */
function publicIp({ hex }: Request, salt: string): string {
  const bytes = hex(4, salt).match(/../g) ?? [];
  return ["198", "18", ...bytes.map((byte) => String(parseInt(byte, 16)))].join(".");
}

/** The address of an allocation, which may have existed in the account before. */
function natPublicIp(request: Request, allocationId: string | undefined): unknown {
  if (allocationId === undefined) return "";
  return request.world.get(EIP, allocationId)?.state["publicIp"] ?? publicIp(request, allocationId);
}

function regionalNatGatewayAddresses(request: Request): Props[] {
  return zoneAddresses(request.inputs).flatMap((place) =>
    strings(place["allocationIds"]).map((allocationId) => ({
      allocationId,
      availabilityZone: place["availabilityZone"] ?? place["availabilityZoneId"],
      publicIp: natPublicIp(request, allocationId),
      status: "succeeded",
    })),
  );
}

function isRegional(nat: Props): boolean {
  return nat["availabilityMode"] === "regional";
}

function zoneAddresses(nat: Props): Props[] {
  return [nat["availabilityZoneAddresses"] ?? []].flat().filter(isRecord);
}

function strings(value: unknown): string[] {
  return [value].flat().filter((entry) => typeof entry === "string");
}

/** Every allocation of a NAT gateway, in all zones. */
function allocationIds(nat: Props): string[] {
  return [nat["allocationId"], ...zoneAddresses(nat).map((place) => place["allocationIds"])].flatMap(strings);
}

function natsWith(allocations: readonly string[], world: World): readonly WorldObject[] {
  return world.ofType(NAT_GATEWAY).filter(({ state }) => allocationIds(state).some((id) => allocations.includes(id)));
}

/** A zonal gateway is in a subnet, a regional one in a VPC, with its addresses listed by zone. */
function refuseAvailabilityMode({ inputs }: Request): string[] {
  const unfit = isRegional(inputs) ? ["subnetId", "allocationId"] : ["availabilityZoneAddresses"];
  const needed = isRegional(inputs) ? ["vpcId"] : ["subnetId"];
  const mode = isRegional(inputs) ? "regional" : "zonal";
  return [
    ...unfit.filter((key) => inputs[key] !== undefined).map((key) => `a ${mode} NAT gateway does not accept ${key}`),
    ...needed.filter((key) => inputs[key] === undefined).map((key) => `a ${mode} NAT gateway needs ${key}`),
  ];
}

function refuseSecondGateway({ inputs, id, world }: Request): string[] {
  const vpcId = text(inputs, "vpcId");
  const others = world.ofType(INTERNET_GATEWAY, { vpcId }).filter((gateway) => gateway.id !== id);
  if (vpcId === undefined || others.length === 0) return [];
  return [`InvalidParameterValue: Network ${vpcId} already has an internet gateway attached`];
}

/** An internet gateway cannot be detached while something behind it has a public address. */
function refuseMappedAddresses({ state }: WorldObject, world: World): string[] {
  const vpcId = text(state, "vpcId");
  const mapped = [
    ...world.ofType(NAT_GATEWAY).filter((nat) => vpcOf(world, NAT_GATEWAY, nat.id) === vpcId),
    ...world.ofType(LOAD_BALANCER, { vpcId, internal: false }),
  ];
  if (vpcId === undefined || mapped.length === 0) return [];
  return [
    `DependencyViolation: Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) ` +
      `before detaching the gateway: ${mapped.map(({ id }) => id).join(", ")}`,
  ];
}

/** A public NAT gateway fails in a VPC without internet gateway; AWS does not look at the routes of its subnet. */
function refuseNoInternet({ inputs, world }: Request): string[] {
  const vpcId = text(inputs, "vpcId") ?? vpcOf(world, SUBNET, text(inputs, "subnetId"));
  if (inputs["connectivityType"] === "private" || vpcId === undefined) return [];
  if (world.ofType(INTERNET_GATEWAY, { vpcId }).length > 0) return [];
  return [`Gateway.NotAttached: Network ${vpcId} has no Internet gateway attached`];
}

function refuseTakenAddress({ inputs, id, world }: Request): string[] {
  const held = natsWith(allocationIds(inputs), world)
    .filter((nat) => nat.id !== id)
    .flatMap(({ state }) => allocationIds(state));
  return allocationIds(inputs)
    .filter((allocationId) => held.includes(allocationId))
    .map((allocationId) => `Resource.AlreadyAssociated: Elastic IP address [${allocationId}] is already associated`);
}

/** Names of services contain the Region, and few services have gateway endpoints. */
function refuseService({ inputs, region }: Request): string[] {
  const serviceName = text(inputs, "serviceName");
  const isGateway = (inputs["vpcEndpointType"] ?? "Gateway") === "Gateway";
  if (serviceName === undefined) return [];
  const prefix = `com.amazonaws.${region}.`;
  const local = !serviceName.startsWith("com.amazonaws.") || serviceName.startsWith(prefix);
  const service = serviceName.slice(prefix.length);
  const offered = isGateway ? GATEWAY_SERVICES.includes(service) : hasInterfaceEndpoint(service, region);
  return local && offered ? [] : [`InvalidServiceName: The Vpc Endpoint Service '${serviceName}' does not exist`];
}

/** Only interface endpoints are in subnets; a private DNS name resolves to one endpoint of the VPC. */
function refuseInterface({ inputs, id, world }: Request): string[] {
  const isInterface = inputs["vpcEndpointType"] === "Interface";
  const unfit = isInterface ? ["routeTableIds"] : ["subnetIds", "securityGroupIds", "privateDnsEnabled"];
  const missing = [
    ...strings(inputs["subnetIds"]).filter((subnet) => world.get(SUBNET, subnet) === undefined),
    ...strings(inputs["securityGroupIds"]).filter((group) => world.get(SECURITY_GROUP, group) === undefined),
  ];
  const facts = { vpcId: inputs["vpcId"], serviceName: inputs["serviceName"], privateDnsEnabled: true };
  const twins = world.ofType(VPC_ENDPOINT, facts).filter((twin) => twin.id !== id);
  const conflict = inputs["privateDnsEnabled"] === true && twins.length > 0;
  return [
    ...unfit
      .filter((key) => inputs[key] !== undefined)
      .map((key) => `InvalidParameter: ${key} does not fit the endpoint's type`),
    ...missing.map((resource) => `InvalidParameter: '${resource}' does not exist`),
    ...(conflict
      ? ["InvalidParameter: private-dns-enabled cannot be set, there is already a conflicting DNS domain"]
      : []),
  ];
}

/** A route table can have one route to a service, whatever the endpoint. */
function refuseSecondEndpointRoute({ inputs, world }: Request): string[] {
  const [routeTableId, endpointId] = [text(inputs, "routeTableId"), text(inputs, "vpcEndpointId")];
  const serviceOf = (id: string | undefined): unknown => world.get(VPC_ENDPOINT, id ?? "")?.state["serviceName"];
  const taken = world
    .ofType(ENDPOINT_ROUTE, { routeTableId })
    .some(({ state }) => serviceOf(text(state, "vpcEndpointId")) === serviceOf(endpointId));
  return taken ? [`RouteAlreadyExists: route table ${routeTableId ?? ""} already has a route to that service`] : [];
}
