import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

import type { Browser } from "playwright-core";

import { openPage, startBrowser, WIDTH_PX } from "../../tools/picture/browser";
import { takePicture } from "../../tools/picture/report-page";

const FILE = path.resolve(__dirname, "../../docs/report.html");
const PAGE = pathToFileURL(FILE).href;

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
});

describe.each(["light", "dark"] as const)("the page of a report in a %s window", (scheme) => {
  test("has text and alerts that stand out from the background", async () => {
    const page = await openPage(browser, PAGE, scheme);
    const [text = "", background = "", caution = ""] = await page.evaluate<string[]>(`[
      getComputedStyle(document.body).color,
      getComputedStyle(document.body).backgroundColor,
      getComputedStyle(document.querySelector(".alert.caution")).borderLeftColor,
    ]`);
    expect(contrast(text, background)).toBeGreaterThan(7);
    expect(contrast(caution, background)).toBeGreaterThan(3);
    expect(luminance(background) > 0.5).toBe(scheme === "light");
  });

  test("fits the width of the window", async () => {
    const page = await openPage(browser, PAGE, scheme);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(WIDTH_PX);
  });
});

test("the page of a report loads nothing, runs no script, and has no errors", async () => {
  const page = await browser.newPage();
  const requests: string[] = [];
  const messages: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(error.message));
  await page.goto(PAGE);
  expect(requests).toEqual([PAGE]);
  expect(messages).toEqual([]);
  expect(await page.locator("script, iframe, img, link").count()).toBe(0);
});

test("a reader can open every part of a report", async () => {
  const page = await openPage(browser, PAGE, "light");
  const closed = page.locator("details:not([open]) > summary");
  expect(await closed.count()).toBeGreaterThan(0);
  while ((await closed.count()) > 0) await closed.first().click();
  expect(await page.locator("code:visible").count()).toBe(await page.locator("code").count());
});

test("docs/report.png has the size of a picture that the browser takes of the page today", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "groundwork-picture-"));
  try {
    const today = path.join(folder, "report.png");
    await takePicture(FILE, today);
    expect(widthOf(readFileSync(path.join(path.dirname(FILE), "report.png")))).toBe(widthOf(readFileSync(today)));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** The width in the header of a PNG file: https://www.w3.org/TR/png-3/#11IHDR */
function widthOf(picture: Buffer): number {
  expect(picture.subarray(1, 4).toString()).toBe("PNG");
  return picture.readUInt32BE(16);
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map((channel) => {
    const share = Number(channel) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
