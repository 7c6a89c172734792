/*
 * Takes the folder of pdfjs-dist and PDF files, prints a line for each: "FILE: N pages, N contents, N links",
 * or what is wrong. What a browser's reader hears is what PDF.js finds, so each marked content of a page must
 * stand in the page's structure tree once, and so must each link, under an element named Link.
 */
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const { getDocument, VerbosityLevel } = await import(pathToFileURL(path.join(folder, "legacy/build/pdf.mjs")));

/* Counts the leaves below a node by their id, with the role they stand in. */
function collect(node, contents, links) {
  for (const kid of node.children ?? []) {
    if (kid.type === "content") contents.push(kid.id);
    else if (kid.type === "annotation" || kid.type === "object") links.push({ id: kid.id, role: node.role });
    else collect(kid, contents, links);
  }
}

function twice(list) {
  return list.filter((id, at) => list.indexOf(id) !== at);
}

function compare(what, wanted, found) {
  const faults = [];
  for (const id of twice(found)) faults.push(`${what} ${id} stands in the tree twice`);
  for (const id of wanted) if (!found.includes(id)) faults.push(`${what} ${id} is not in the tree`);
  for (const id of found) if (!wanted.includes(id)) faults.push(`${what} ${id} of the tree is not on the page`);
  return faults;
}

async function readPage(page, sums) {
  const tree = await page.getStructTree();
  const text = await page.getTextContent({ includeMarkedContent: true });
  const marked = text.items.filter((x) => x.type === "beginMarkedContentProps" && x.id).map((x) => x.id);
  const annotations = (await page.getAnnotations()).map((x) => x.id);
  if (!tree) return marked.length > 0 ? ["no structure tree"] : [];
  const contents = [];
  const links = [];
  collect(tree, contents, links);
  sums.contents += contents.length;
  sums.links += links.length;
  const faults = compare("content", marked, contents);
  for (const id of twice(marked)) faults.push(`content ${id} is marked twice`);
  for (const link of links) if (link.role !== "Link") faults.push(`a link stands in ${link.role}`);
  const bare = (id) => id.replace(/^pdfjs_internal_id_/, "");
  return [...faults, ...compare("link", annotations, links.map((x) => bare(x.id)))];
}

async function readFile(file) {
  const data = new Uint8Array(fs.readFileSync(file));
  const warned = [];
  const warn = console.log;
  console.log = (...words) => warned.push(words.join(" "));
  const task = getDocument({ data, verbosity: VerbosityLevel.WARNINGS, useSystemFonts: false });
  const pdf = await task.promise;
  const sums = { contents: 0, links: 0 };
  const faults = [];
  if (!(await pdf.getMarkInfo())?.Marked) faults.push("not marked");
  for (let number = 1; number <= pdf.numPages; number++)
    for (const fault of await readPage(await pdf.getPage(number), sums)) faults.push(`page ${number}: ${fault}`);
  const pages = pdf.numPages;
  await task.destroy();
  console.log = warn;
  const name = path.basename(file);
  for (const fault of [...warned, ...faults]) console.log(`FAULT ${name}: ${fault}`);
  console.log(`${name}: ${pages} pages, ${sums.contents} contents, ${sums.links} links`);
}

for (const file of files) await readFile(file);
