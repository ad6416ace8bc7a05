// node read.cjs PUPPETEER BROWSER READER BOOK PAGE NOTE: how a reading system shows a book, as JSON.
// READER is foliate or epubjs. PAGE is a label of the page list to go to, NOTE the text of a note call or empty.
const { createServer } = require("http");
const { existsSync, mkdtempSync, readFileSync, rmSync } = require("fs");
const { tmpdir } = require("os");
const { dirname, extname, join } = require("path");

const [puppeteerFolder, executablePath, reader, book, pageLabel, note] = process.argv.slice(2);
const modules = dirname(puppeteerFolder);
const types = { ".js": "text/javascript", ".html": "text/html", ".epub": "application/epub+zip", ".css": "text/css" };
const style = "<!doctype html><meta charset=utf-8><style>html,body{margin:0;height:100%}foliate-view{display:block;height:70vh}foliate-view + foliate-view{height:30vh}</style>";

// Both pages put what they found in window.found, and leave a page of text in the window.
const shell = {
  foliate: `${style}<script type=module>
    import "/modules/foliate-js/view.js";
    import { FootnoteHandler } from "/modules/foliate-js/footnotes.js";
    const view = document.createElement("foliate-view");
    document.body.append(view);
    let shown, doc;
    view.addEventListener("relocate", ({ detail }) => (shown = detail));
    view.addEventListener("load", ({ detail }) => (doc = detail.doc));
    await view.open("/book.epub");
    const { book } = view;
    const flat = (items) => (items ?? []).flatMap((item) => [item.label.trim(), ...flat(item.subitems)]);
    const page = book.pageList.find(({ label }) => label === PAGE);
    await view.goTo(page.href);
    const popUp = (call) => {
      const handler = new FootnoteHandler();
      handler.addEventListener("before-render", ({ detail }) => document.body.append(detail.view)); // below the text
      view.addEventListener("link", (event) => handler.handle(book, event));
      call.click();
      return new Promise((done) => handler.addEventListener("render", ({ detail: { type, hidden, view } }) =>
        done({ type, hidden, text: view.renderer.getContents()[0].doc.body.textContent.trim() })));
    };
    const note = NOTE && (await popUp([...doc.querySelectorAll("a")].find((a) => a.textContent === NOTE)));
    await doc.fonts.ready;
    window.found = {
      title: book.metadata.title, language: book.metadata.language, direction: book.dir,
      contents: flat(book.toc), pages: flat(book.pageList), landmarks: (book.landmarks ?? []).map((l) => l.type).flat(),
      page: shown.pageItem?.label, chapter: shown.tocItem?.label,
      note,
      fonts: [...doc.fonts].filter((f) => f.status === "loaded").map((f) => f.family.replaceAll('"', "")),
    };
  </script>`,
  epubjs: `${style}<script src=/modules/jszip/dist/jszip.min.js></script><script src=/modules/epubjs/dist/epub.min.js></script><div id=a></div><script type=module>
    const book = ePub("/book.epub");
    const rendition = book.renderTo("a", { width: innerWidth, height: innerHeight, flow: "paginated", spread: "none" });
    await rendition.display();
    const flat = (items) => items.flatMap((item) => [item.label.trim(), ...flat(item.subitems)]);
    const [navigation, metadata] = await Promise.all([book.loaded.navigation, book.loaded.metadata]);
    const pages = book.pageList;
    const page = pages.pageList.find(({ page }) => String(page) === PAGE);
    await rendition.display(page.href);
    const doc = rendition.getContents()[0].document;
    await doc.fonts.ready;
    window.found = {
      title: metadata.title, language: metadata.language, direction: metadata.direction,
      contents: flat(navigation.toc), pages: pages.pageList.map(({ page }) => String(page)),
      landmarks: navigation.landmarks.map(({ type }) => type), text: doc.body.textContent,
      fonts: [...doc.fonts].filter((f) => f.status === "loaded").map((f) => f.family.replaceAll('"', "")),
    };
  </script>`,
};

function answer(request, response) {
  const path = decodeURIComponent(request.url);
  if (path === "/") {
    response.setHeader("content-type", "text/html");
    return response.end(shell[reader].replace("PAGE", JSON.stringify(pageLabel)).replaceAll("NOTE", JSON.stringify(note)));
  }
  const file = path === "/book.epub" ? book : join(modules, path.replace("/modules/", ""));
  response.statusCode = existsSync(file) ? 200 : 404;
  response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
  response.end(response.statusCode === 200 ? readFileSync(file) : "");
}

async function main(userDataDir, port) {
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const browser = await require(puppeteerFolder).launch({ executablePath, headless: true, userDataDir, args });
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.setViewport({ width: 420, height: 600 });
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForFunction("window.found", { timeout: 20000 }).catch(() => complaints.push("never opened"));
  const found = (await page.evaluate("window.found")) ?? {};
  const picture = Buffer.from(await page.screenshot()).toString("base64");
  await browser.close();
  return { ...found, complaints, picture };
}

const folder = mkdtempSync(join(tmpdir(), "read-"));
const server = createServer(answer).listen(0, "127.0.0.1", () =>
  main(folder, server.address().port)
    .then((found) => console.log(JSON.stringify(found)))
    .catch((error) => { console.error(error.message); process.exitCode = 2; })
    .finally(() => { server.close(); rmSync(folder, { recursive: true, force: true }); }));
