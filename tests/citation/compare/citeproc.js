// Takes a style, a folder of locales, items and clusters (CSL-JSON), gives one line for each
// cluster and bibliography entry as citeproc-js prints it: "key<TAB>HTML", as build/csl-render does.
// usage: node citeproc.js MODULES STYLE LOCALES ITEMS CLUSTERS [TIMES]
const fs = require("fs");
const path = require("path");

const [modules, style, locales, itemFile, clusterFile, times] = process.argv.slice(2);
const CSL = require(path.join(path.resolve(modules), "citeproc"));
const items = JSON.parse(fs.readFileSync(itemFile, "utf8"));
const clusters = JSON.parse(fs.readFileSync(clusterFile, "utf8"));
const byId = new Map(items.map((item) => [item.id, item]));
const system = {
  retrieveLocale(language) {
    const file = path.join(locales, `locales-${language}.xml`);
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : false;
  },
  retrieveItem: (id) => ({ ...byId.get(id), system_id: id }),
  embedBibliographyEntry: (id) => `@@${id}@@`, // entries that print nothing are left out of the list
};

function render() {
  const engine = new CSL.Engine(system, fs.readFileSync(style, "utf8"), "en-US", true);
  const list = clusters.map((cites, i) => ({
    citationID: `c${i}`,
    citationItems: cites.map((cite) => ({ ...cite })),
    properties: { noteIndex: 0 },
  }));
  const cited = engine.rebuildProcessorState(list, "html", items.map((item) => item.id));
  const made = engine.makeBibliography();
  const lines = cited.map(([id, , text]) => `${id}\t${text}`);
  if (made)
    for (const entry of made[1]) lines.push(entry.replace(/^([^]*)@@(.*?)@@([^]*)$/, "$2\t$1$3"));
  return lines.map((line) => line.replace(/\s*\n\s*/g, " ").trim());
}

if (times) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < Number(times); i++) render();
  console.log(`seconds\t${Number(process.hrtime.bigint() - start) / 1e9 / Number(times)}`);
} else {
  console.log(render().join("\n"));
}
