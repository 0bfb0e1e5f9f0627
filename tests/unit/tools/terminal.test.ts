import { COMMAND_NOT_FOUND, runCommand } from "../../../tools/terminal/command";
import { elapsed, withProgress } from "../../../tools/terminal/progress";
import { reasonOf } from "../../../tools/terminal/tool";

class Screen {
  readonly written: string[] = [];
  constructor(
    readonly isTTY: boolean,
    readonly columns = 80,
  ) {}
  write(text: string): void {
    this.written.push(text);
  }
}

describe("withProgress", () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Works for `seconds` of simulated time, saying one detail at once. */
  async function show(screen: Screen, seconds: number): Promise<string> {
    return withProgress(
      "Building",
      async (report) => {
        report("7 packages");
        await jest.advanceTimersByTimeAsync(seconds * 1000);
        return "built";
      },
      screen,
    );
  }

  it("writes the title to a log at the start and a line every 20 seconds", async () => {
    const log = new Screen(false);
    expect(await show(log, 65)).toBe("built");
    expect(log.written).toEqual([
      "Building\n",
      "Building · 7 packages · 20 s\n",
      "Building · 7 packages · 40 s\n",
      "Building · 7 packages · 1 min 00 s\n",
    ]);
  });

  it("redraws one line on a terminal, truncated to its width, and clears it at the end", async () => {
    const terminal = new Screen(true, 20);
    await show(terminal, 1);
    expect(terminal.written).toHaveLength(1 + 5 + 1);
    expect(terminal.written[0]).toBe("\r\x1b[2KBuilding · 0 s");
    expect(terminal.written[5]).toBe("\r\x1b[2KBuilding · 7 packag");
    expect(terminal.written.at(-1)).toBe("\r\x1b[2K");
  });

  it("stops drawing when the work fails, and rejects with its error", async () => {
    const log = new Screen(false);
    const failing = withProgress("Building", () => Promise.reject(new Error("no space")), log);
    await expect(failing).rejects.toThrow("no space");
    await jest.advanceTimersByTimeAsync(60_000);
    expect(log.written).toEqual(["Building\n"]);
  });
});

it.each([
  [0, "0 s"],
  [59_999, "59 s"],
  [60_000, "1 min 00 s"],
  [187_000, "3 min 07 s"],
])("%d ms are %s", (milliseconds, text) => {
  expect(elapsed(milliseconds)).toBe(text);
});

describe("runCommand", () => {
  it("returns output and exit code, and reports each line of standard error immediately", async () => {
    const lines: string[] = [];
    const script = `console.log("out"); console.error("one\\ntwo"); process.exitCode = 4`;
    const result = await runCommand(process.execPath, ["-e", script], { onErrorLine: (line) => lines.push(line) });
    expect(result).toEqual({ exitCode: 4, stdout: "out\n", stderr: "one\ntwo" });
    expect(lines).toEqual(["one", "two"]);
  });

  it("returns 127 for a command that does not exist", async () => {
    expect((await runCommand("no-such-command", [])).exitCode).toBe(COMMAND_NOT_FOUND);
  });
});

it.each([
  [new Error("fetch failed", { cause: new Error("ENOTFOUND") }), "fetch failed (ENOTFOUND)"],
  [new Error("plain\n"), "plain"],
  ["text", "text"],
])("reasonOf(%p) is %j", (error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});
