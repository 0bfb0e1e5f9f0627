import type { PolicyStatement } from "../../../domain/iam/policy-document";
import { isAllowed } from "../../support/iam-evaluator";
import { ARGS as RECORDED, stack } from "./record-bootstrap";

export const DEV = stack("shop-dev", true);
export const ARGS = { ...RECORDED, stacks: { dev: DEV, prod: stack("shop-prod", true) } };
export const ACCOUNT = ARGS.accountId;
export const KEYS = { state: keyArn("state"), secrets: { dev: keyArn("dev"), prod: keyArn("prod") } };

/** A request, and what its context has in addition to principal, account and Region. */
export type Case = readonly [action: string, resource: string, context?: Readonly<Record<string, string>>];

export function keyArn(id: string): string {
  return `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${id}`;
}

export function role(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}

export function statements(text: string): readonly PolicyStatement[] {
  return (JSON.parse(text) as { readonly Statement: readonly PolicyStatement[] }).Statement;
}

export function titled(cases: readonly Case[]): [string, Case][] {
  return cases.map((request) => [`${request[0]} on ${request[1]}`, request]);
}

/** Whether IAM allows the role of this name a request, with policies and a boundary. */
export function mayCall(
  roleName: string,
  policies: readonly PolicyStatement[],
  boundary: readonly PolicyStatement[],
  [action, resource, extra]: Case,
): boolean {
  const context = {
    "aws:PrincipalArn": role(roleName),
    "aws:ResourceAccount": ACCOUNT,
    "aws:RequestedRegion": "eu-west-1",
    ...extra,
  };
  return isAllowed({ action, resource, context }, policies, boundary);
}
