// node look.cjs PUPPETEER AXE BROWSER JOB: what Chromium makes of pages, as JSON.
// JOB is {files, schemes, widths, keys, print}; each file is seen in each scheme and width.
const { mkdtempSync, rmSync } = require("fs");
const { tmpdir } = require("os");
const { join } = require("path");
const { pathToFileURL } = require("url");

const [puppeteerFolder, axeFolder, executablePath, job] = process.argv.slice(2);
const { files, schemes = ["light"], widths = [1280], keys = false, print = false } = JSON.parse(job);

// In the page: what reaches beyond the window, or is cut off where nothing scrolls. Only what is
// two-dimensional may scroll by itself: tables, formulas and code (WCAG 2.2, 1.4.10).
function cutOff() {
  const scrolls = (element) => {
    for (let e = element.closest(".table, .formula, pre"); e; e = e.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(e).overflowX)) return true;
    return false;
  };
  const wide = document.documentElement.clientWidth;
  const clipped = (e) => getComputedStyle(e).overflowX === "hidden" && e.scrollWidth > e.clientWidth + 1;
  const beyond = (e) => e.getBoundingClientRect().right > wide + 1 && !scrolls(e);
  const found = [...document.body.querySelectorAll("*")].filter((e) => clipped(e) || beyond(e));
  return found.map((e) => e.outerHTML.slice(0, 120));
}

// In the page: the element that has the focus, by its rank among those that can have it.
function focused() {
  const able = [...document.querySelectorAll("a[href], [tabindex]")];
  const here = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(here);
  return { rank: able.indexOf(here), of: able.length, seen: outlineStyle !== "none" && outlineWidth !== "0px" };
}

async function pressTab(page) {
  const stops = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(focused);
    if (stop.rank < 0 || stops.some(({ rank }) => rank === stop.rank)) return stops;
    stops.push(stop);
  }
}

async function look(page, file, scheme, width) {
  await page.setViewport({ width, height: 800 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(pathToFileURL(file).href);
  const seen = { file, scheme, width, cut: await page.evaluate(cutOff) };
  if (keys) seen.stops = await pressTab(page);
  if (print) return { ...seen, pdf: Buffer.from(await page.pdf()).toString("base64") };
  await page.addScriptTag({ path: require.resolve(join(axeFolder, "axe.min.js")) });
  const report = await page.evaluate(() => axe.run());
  seen.violations = report.violations.map(({ id, nodes }) => `${id} ${nodes[0].html.slice(0, 120)}`);
  return seen;
}

async function main(userDataDir) {
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--proxy-server=127.0.0.1:9",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const browser = await require(puppeteerFolder).launch({ executablePath, headless: true, userDataDir, args });
  const page = await browser.newPage();
  const seen = [];
  for (const file of files) for (const scheme of schemes) for (const width of widths)
    seen.push(await look(page, file, scheme, width));
  await browser.close();
  return seen;
}

const folder = mkdtempSync(join(tmpdir(), "look-"));
main(folder)
  .then((seen) => console.log(JSON.stringify(seen)))
  .catch((error) => { console.error(error.message); process.exitCode = 2; })
  .finally(() => rmSync(folder, { recursive: true, force: true }));
