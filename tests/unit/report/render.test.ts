import fc from "fast-check";

import { type Change, CHANGE_KINDS, type Report, reportSchema, type StackReport } from "../../../tools/report/model";
import { MARKER, renderComment, renderSummary } from "../../../tools/report/render/comment";
import { mermaid } from "../../../tools/diagram/mermaid";
import { changeDiagram, COLOURS } from "../../../tools/report/render/change-diagram";
import { renderPage } from "../../../tools/report/render/page";

const MAX_COMMENT_BYTES = 65_536;

describe("a report as a comment", () => {
  test("starts with the marker and the verdict of every stack", () => {
    const comment = renderComment(report(stack({ stack: "dev" }), stack({ stack: "prod", outcome: "refused" })));
    expect(comment.startsWith(`${MARKER}\n## Preview of `)).toBe(true);
    expect(comment).toContain("<td><code>dev</code></td><td>🟡 Changes</td>");
    expect(comment).toContain("<td><code>prod</code></td><td>⛔ Refused</td>");
  });

  test("names the property that forces a replacement, with both values", () => {
    const replaced = change({
      kind: "replace",
      name: "private-a",
      properties: [
        { path: "tags", kind: "update", replaces: false, before: "{}", after: "{ a }" },
        { path: "cidrBlock", kind: "update", replaces: true, before: "10.0.0.0/20", after: "10.1.0.0/20" },
      ],
    });
    expect(renderComment(report(stack({ changes: [replaced] })))).toContain(
      "<b><code>cidrBlock</code></b> forces the replacement: <code>10.0.0.0/20</code> → <code>10.1.0.0/20</code><br><code>tags</code>",
    );
  });

  test("puts a deletion over a limit in a red block that names the label", () => {
    const limits = [{ urn: "u", name: "db", text: "The deletion destroys its data.", allowedBy: "allow-deletes" }];
    expect(renderComment(report(stack({ limits, outcome: "refused" })))).toContain(
      "> [!CAUTION]\n> 1 change over a limit. The label <code>allow-deletes</code> on the pull request allows it.\n>\n> <ul>",
    );
  });

  test("shows error, likely cause and next step of a failed preview", () => {
    const problems = [{ message: "AccessDenied", cause: "The role may not read.", nextStep: "Add the permission." }];
    const comment = renderComment(report(stack({ outcome: "failed", problems, changes: [] })));
    expect(comment).toContain("> <pre>AccessDenied</pre>");
    expect(comment).toContain("> <p><b>Likely cause</b>: The role may not read.</p>");
    expect(comment).toContain("> <p><b>Next step</b>: Add the permission.</p>");
  });

  test("keeps drift apart from the changes", () => {
    const comment = renderComment(report(stack({ drift: [change({ kind: "update", name: "drifted" })] })));
    const [changes = "", drift = ""] = comment.split("#### Drift, which this change did not cause");
    expect(changes).not.toContain("drifted");
    expect(drift).toContain("<code>drifted</code>");
  });

  test("shows the replacements that follow from another one in one counted row, and those of data one by one", () => {
    const properties = [
      { path: "autoscalingGroupName", kind: "update" as const, replaces: true, before: "a", after: "[unknown]" },
    ];
    const replaced = (name: string, type: string, isStateful = false): Change =>
      change({ kind: "replace", urn: name, name, type, properties, isStateful });
    const tags = ["a", "b", "c", "d"].map((name) => replaced(`tag-${name}`, "aws:autoscaling/tag:Tag"));
    const buckets = ["a", "b", "c", "d"].map((name) => replaced(`bucket-${name}`, "aws:s3/bucket:Bucket", true));
    const comment = renderComment(report(stack({ changes: [...tags, ...buckets] })));
    expect(comment).toContain("<code>tag-d</code></td><td>4 × <code>aws:autoscaling:Tag</code></td>");
    expect(comment.match(/forces the replacement/g)).toHaveLength(5);
  });

  test("shows updates of the same property on many resources in one row", () => {
    const properties = [{ path: "tagsAll.Ticket", kind: "add" as const, replaces: false, after: "OPS-1" }];
    const tagged = Array.from({ length: 20 }, (_, index) =>
      change({ kind: "update", name: `subnet-${index}`, properties }),
    );
    const comment = renderComment(report(stack({ changes: [...tagged, change({ kind: "create", name: "new" })] })));
    expect(comment.match(/tagsAll\.Ticket/g)).toHaveLength(1);
    expect(comment).toContain("<code>subnet-11</code> and 8 more</td><td>20 × <code>aws:ec2:Subnet</code></td>");
    expect(comment).toContain("<td>🟢 create</td><td><code>new</code></td>");
  });

  test("shows policy findings that refuse the change in a red block, and those of before the change in a closed part", () => {
    const finding = { level: "advisory", resource: "bucket", message: "Not encrypted." } as const;
    const policy = [
      { ...finding, rule: "known", isNew: false },
      { ...finding, rule: "caused", isNew: true },
      ...["a", "b"].map((resource) => ({
        ...finding,
        resource,
        rule: "tags",
        level: "mandatory" as const,
        isNew: true,
      })),
    ];
    const comment = renderComment(report(stack({ policy })));
    expect(comment).toContain(
      "> [!CAUTION]\n> 2 findings of mandatory policy rules, which refuse the update.\n>\n> <ul>\n> <li><code>tags</code>: Not encrypted. <b>New</b>: <code>a</code>, <code>b</code></li>",
    );
    expect(comment.indexOf("<code>caused</code>")).toBeLessThan(comment.indexOf("#### Changes"));
    expect(comment).toMatch(/<details><summary>1 other policy finding<\/summary>\n<table>\n.*\n.*<code>known<\/code>/);
  });

  test("warns of a stack file that the change deletes, because its stack remains", () => {
    const [without] = report(stack({}));
    const comment = renderComment([{ ...without, deletedStackFiles: ["Pulumi.old.yaml"] }]);
    expect(comment).toContain("> [!WARNING]\n> The change deletes 1 stack file.");
    expect(comment).toContain("Pulumi.old.yaml is deleted, and its stack is not: its resources remain at AWS");
  });

  test("says nothing about a stack without changes but its row in the table", () => {
    const comment = renderComment(report(stack({ stack: "calm", outcome: "unchanged", changes: [] })));
    expect(comment.match(/calm/g)).toHaveLength(2);
  });

  test("lists every deletion and replacement of 5,000 changes, within the limit of the site", () => {
    const creates = Array.from({ length: 4_980 }, (_, index) => change({ kind: "create", name: `created-${index}` }));
    const removed = Array.from({ length: 20 }, (_, index) =>
      change({ kind: index % 2 === 0 ? "delete" : "replace", name: `removed-${index}.` }),
    );
    const large = report(stack({ changes: [...removed, ...creates] }));
    const comment = renderComment(large);
    expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(MAX_COMMENT_BYTES);
    expect(removed.filter(({ name }) => !comment.includes(`<code>${name}</code>`))).toEqual([]);
    expect(comment).toContain("Not listed one by one: 4800 × create");
    expect(renderSummary(large)).toContain("<code>created-4979</code>");
    expect(renderPage(large)).toContain("<code>created-4979</code>");
  });

  test.each<[string, Partial<StackReport>]>([
    ["notices", { notices: [{ kind: "effect", resource: "a", text: "x".repeat(150_000) }] }],
    ["commands", { commands: ["x".repeat(70_000)] }],
  ])("has its one stack even if the stack has very long %s", (_, values) => {
    const comment = renderComment(report(stack(values)));
    expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(MAX_COMMENT_BYTES);
    expect(comment).toContain("### 🟡 <code>dev</code>: changes");
  });

  test("is within the limit of the site for a thousand stacks with long errors, and says how many stacks it leaves out", () => {
    const failed = stack({ outcome: "failed", problems: [{ message: "x".repeat(10_000) }], changes: [] });
    const comment = renderComment(report(...Array.from({ length: 1_000 }, () => failed)));
    expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(MAX_COMMENT_BYTES);
    expect(comment).toMatch(/\d+ of 1000 stacks are left out\./);
  });
});

describe("text from AWS, config and errors", () => {
  /** What a value would use to leave its place: HTML, Markdown, mentions, formulas, the end of a code block. */
  const hostile = fc.constantFrom(
    "</code><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "`` ` ``` \n\n# heading\n\n```",
    "@everyone see #1 and $x$",
    "[link](javascript:alert(1)) **bold** _it_",
    "&lt;b&gt; --> <!-- x",
    "| a | b |\n|---|---|",
    "</details></table></pre>",
    '"]:::delete\nend\nclick a href "javascript:alert(1)"',
  );

  test("stays text in the comment and on the page", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...CHANGE_KINDS), (value, kind) => {
        const calm = report(hostileStack("calm", kind));
        const attacked = report(hostileStack(value, kind));
        for (const render of [renderComment, renderSummary, renderPage]) {
          expect(tags(render(attacked))).toEqual(tags(render(calm)));
          expect(render(attacked)).not.toMatch(/@everyone|\]\(javascript|\*\*bold|#1 and/);
        }
      }),
    );
  });

  test("stays in its box of the diagram", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const lines = mermaid(
          changeDiagram([change({ kind: "delete", name: value, component: value })]),
          COLOURS,
        ).split("\n");
        expect(lines).toHaveLength(8);
        expect(lines[1]).toMatch(/^ {2}subgraph a0\["[^"\]]*"\]$/);
        expect(lines[2]).toMatch(/^ {4}a0n0\["[^"\]]*"\]:::delete$/);
      }),
    );
  });

  function hostileStack(value: string, kind: Change["kind"]): StackReport {
    return stack({
      stack: value,
      changes: [
        change({
          kind,
          name: value,
          type: value,
          component: value,
          properties: [{ path: value, kind: "update", replaces: true, before: value, after: value }],
        }),
      ],
      notices: [{ kind: "iam-widened", resource: value, text: value }],
      policy: [{ rule: value, level: "mandatory", resource: value, message: value }],
      problems: [{ message: value, cause: value, nextStep: value, code: value }],
      limits: [{ urn: value, name: value, text: value, allowedBy: value }],
      state: { resources: 1, updatedAt: value, pendingOperations: [{ urn: value, operation: value }], locks: [value] },
      commands: [value],
      fingerprint: value,
    });
  }

  /** Elements in order, without `code`, which names between backticks get; what is around them is text of the renderer. */
  function tags(output: string): readonly string[] {
    return output.match(/<\/?(?!code>)[a-z][^>]*>|<!--/gi) ?? [];
  }
});

test("a report that is rendered is valid by its own schema", () => {
  const [valid] = report(stack({}));
  expect(reportSchema.parse(valid)).toEqual(valid);
});

function report(...stacks: readonly StackReport[]): readonly [Report] {
  return [
    {
      formatVersion: 1,
      isSimulated: true,
      since: "main",
      versions: { groundwork: "0.0.0", pulumi: "3.0.0" },
      stacks: [...stacks],
    },
  ];
}

function stack(values: Partial<StackReport>): StackReport {
  return {
    stack: "dev",
    file: "Pulumi.dev.yaml",
    outcome: "changed",
    counts: { create: 0, update: 1, replace: 0, delete: 0, unchanged: 3 },
    changes: [change({ kind: "update" })],
    drift: [],
    notices: [],
    limits: [],
    policy: [],
    problems: [],
    commands: [],
    ...values,
  };
}

function change(values: Partial<Change> & Pick<Change, "kind">): Change {
  return {
    urn: "urn:pulumi:dev::groundwork::aws:ec2/subnet:Subnet::private-a",
    name: "private-a",
    type: "aws:ec2/subnet:Subnet",
    component: "network",
    isProtected: false,
    isStateful: false,
    isRetained: false,
    properties: [],
    ...values,
  };
}
