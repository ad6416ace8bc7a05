// node axe.cjs PUPPETEER AXE BROWSER FILE ...: what axe-core finds in pages, as JSON.
// Each page is seen in light and dark, and as wide as a desk's window and the same at 400 %.
const { mkdtempSync, rmSync } = require("fs");
const { tmpdir } = require("os");
const { join, resolve } = require("path");
const { pathToFileURL } = require("url");

const [puppeteerFolder, axeFolder, executablePath, ...files] = process.argv.slice(2);
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const views = [1280, 320].flatMap((width) => ["light", "dark"].map((value) => ({ width, value })));

// What is wrong in any view, once.
async function violations(page) {
  const found = new Map();
  for (const { width, value } of views) {
    await page.setViewport({ width, height: 800 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
    const report = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), tags);
    for (const { id, impact, help, nodes } of report.violations) {
      const where = nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ");
      found.set(`${id} ${where}`, { id, impact, help, where });
    }
  }
  return found.values();
}

async function check(userDataDir) {
  const puppeteer = require(puppeteerFolder);
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--proxy-server=127.0.0.1:9",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const browser = await puppeteer.launch({ executablePath, headless: true, userDataDir, args });
  try {
    const found = [];
    for (const [file, path] of files.entries()) {
      const page = await browser.newPage();
      await page.goto(pathToFileURL(resolve(path)).href);
      await page.addScriptTag({ path: require.resolve(join(axeFolder, "axe.min.js")) });
      for (const violation of await violations(page)) found.push({ file, ...violation });
      await page.close();
    }
    return found;
  } finally {
    await browser.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), "axe-"));
check(folder)
  .then((found) => console.log(JSON.stringify(found)))
  .catch((error) => { console.error(error.message); process.exitCode = 2; })
  .finally(() => rmSync(folder, { recursive: true, force: true }));
