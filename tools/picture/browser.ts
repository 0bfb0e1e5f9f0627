import { type Browser, chromium, type Page } from "playwright-core";

import { reasonOf, ToolError } from "../terminal/tool";

/** Where Debian, the runners of GitHub and macOS have the browser. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Width of the pictures and of a reader's window. */
export const WIDTH_PX = 1_200;

/** Starts the Chromium that is installed; the environment variable CHROMIUM names one in another place. */
export async function startBrowser(): Promise<Browser> {
  const reasons: string[] = [];
  const named = process.env["CHROMIUM"];
  for (const executablePath of named === undefined ? PLACES : [named]) {
    try {
      // The sandbox of Chromium needs user namespaces, which containers lack. The pages are files of this project.
      return await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    } catch (error) {
      reasons.push(reasonOf(error).split("\n")[0] ?? "");
    }
  }
  throw new ToolError(
    `No Chromium could be started. Install it (Debian: apt-get install chromium), or set CHROMIUM to its path.\n${reasons.join("\n")}`,
  );
}

/** Opens a page in a light or a dark window of {@link WIDTH_PX}. */
export async function openPage(browser: Browser, url: string, colorScheme: "light" | "dark"): Promise<Page> {
  const page = await browser.newPage({ colorScheme, viewport: { width: WIDTH_PX, height: 900 } });
  await page.goto(url);
  return page;
}
