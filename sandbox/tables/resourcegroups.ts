import { isRecord } from "../property-diff";
import type { Request, ServiceTable } from "./table";

/** https://docs.aws.amazon.com/ARG/latest/APIReference/API_CreateGroup.html */
export const resourceGroups: ServiceTable = {
  "aws:resourcegroups/group:Group": {
    outputs: {
      arn: ({ id, region, accountId }) => `arn:aws:resource-groups:${region}:${accountId}:group/${id}`,
    },
    refusals: (request) => [...refuseName(request), ...refuseDescription(request), ...refuseQuery(request)],
  },
};

function refuseName({ inputs }: Request): string[] {
  const name = String(inputs["name"]);
  if (/^(?!aws)[\w.-]{1,300}$/i.test(name)) return [];
  return [`BadRequestException: the group name "${name}" must be letters, digits and . _ -, and not begin with aws`];
}

function refuseDescription({ inputs }: Request): string[] {
  const description = inputs["description"];
  return typeof description !== "string" || /^[\s\w.-]{0,1024}$/.test(description)
    ? []
    : [`BadRequestException: the description can contain only letters, digits, spaces and . _ -`];
}

/** The query is a JSON string that only the API validates. */
function refuseQuery({ inputs }: Request): string[] {
  const wrapper = inputs["resourceQuery"];
  if (!isRecord(wrapper)) return [];
  const query = parsed(String(wrapper["query"]));
  const sound = isRecord(query) && Array.isArray(query["ResourceTypeFilters"]) && Array.isArray(query["TagFilters"]);
  return sound ? [] : ["BadRequestException: Query not valid: it needs ResourceTypeFilters and TagFilters"];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
