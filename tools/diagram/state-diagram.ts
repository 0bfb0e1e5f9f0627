import { componentOf } from "../report/read/changes";
import { tierOf } from "../report/read/tier";
import { isResource } from "../rehearse/run-result";
import { logicalName } from "../rehearse/rehearsal";
import type { StateResource } from "../state/exported-state";
import { areaOf, type Diagram, type DiagramLink, diagramOf, type DrawnResource } from "./diagram";

/** The resources of a state, with a link from each area to those that use it. */
export function stateDiagram(resources: readonly StateResource[]): Diagram {
  const parents = new Map(resources.map(({ urn, parent = "" }) => [urn, parent]));
  const drawn = new Map(
    resources
      .filter(isResource)
      .map(({ urn, type }): [string, DrawnResource] => [
        urn,
        { name: logicalName(urn), type, component: componentOf(urn, parents), tier: tierOf(urn, type, parents) },
      ]),
  );
  const links = new Map<string, DiagramLink>();
  for (const { urn, dependencies } of resources) {
    const user = drawn.get(urn);
    for (const dependency of dependencies ?? []) {
      const used = drawn.get(dependency);
      if (user === undefined || used === undefined) continue;
      const [from, to] = [areaOf(used), areaOf(user)];
      // Links within a component would hide those between components.
      if (used.component !== user.component) links.set(`${from}\0${to}`, { from, to });
    }
  }
  return { ...diagramOf([...drawn.values()]), links: [...links.values()] };
}
