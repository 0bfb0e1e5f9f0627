import { z } from "zod";

import { SOURCES, type Sources } from "../tables/sources";
import type { Wheel } from "../tables/wheels";
import { ToolError } from "../terminal/tool";

/** https://docs.pypi.org/api/json/ */
const release = z.object({
  info: z.object({ version: z.string() }),
  urls: z.array(
    z.object({ packagetype: z.string(), upload_time: z.string(), digests: z.object({ sha256: z.string() }) }),
  ),
});

/** The newest releases of the packages behind the tables, with their hashes. */
export async function newestSources(request: typeof fetch, pinned: Sources = SOURCES): Promise<Sources> {
  const [moto, botocore] = await Promise.all([newest(pinned.moto, request), newest(pinned.botocore, request)]);
  return { moto, botocore };
}

async function newest({ name }: Wheel, request: typeof fetch): Promise<Wheel> {
  const url = `https://pypi.org/pypi/${name}/json`;
  const response = await request(url, { signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new ToolError(`${url} answered with HTTP status ${response.status}.`);
  const { info, urls } = release.parse(await response.json());
  const wheel = urls.find(({ packagetype }) => packagetype === "bdist_wheel");
  if (wheel === undefined) throw new ToolError(`${name} ${info.version} has no wheel at ${url}.`);
  return { name, version: info.version, released: wheel.upload_time.slice(0, 10), sha256: wheel.digests.sha256 };
}
