// How long ODK's Web Forms engine takes to open a form and to take one answer: a column of tools/bench/forms.py.
// Arguments: the folder with its node_modules, the form, how often to open it, scripts of `set` steps. Prints nanoseconds.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, formFile, turns, ...scripts] = process.argv.slice(2);
const require = createRequire(`${folder}/package.json`);
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("", { url: "http://localhost/" });
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis) && !name.includes("Storage")) globalThis[name] = window[name];
}
globalThis.DOMParser = window.DOMParser;
globalThis.require = require; // its XPath parser asks for them where it finds Node
globalThis.__dirname = `${folder}/node_modules/@getodk/xforms-engine/dist`;
globalThis.XMLSerializer = window.XMLSerializer;
console.log = console.warn = console.error = () => {};

const engine = await import(pathToFileURL(`${folder}/node_modules/@getodk/xforms-engine/dist/index.js`));
const xml = readFileSync(formFile, "utf8");
const nothing = () => Promise.resolve(new Response("", { status: 404 }));

async function opened() {
  const created = await engine.createInstance(xml, {
    form: { fetchFormAttachment: nothing, missingResourceBehavior: "BLANK" },
  });
  return created.root;
}

function nodesOf(root) {
  const found = new Map();
  const waiting = [root];
  while (waiting.length) {
    const node = waiting.pop();
    found.set(node.currentState.reference.replaceAll("[1]", ""), node);
    waiting.push(...(node.currentState.children ?? []));
  }
  return found;
}

function set(node, value) {
  if (node.selectValue) node.selectValue(value);
  else if (node.setValues) node.setValues([value]);
  else node.setValue(node.valueType === "int" ? BigInt(value) : value);
}

for (let turn = 0; turn < Number(turns); turn += 1) {
  const begun = process.hrtime.bigint();
  await opened();
  process.stdout.write(`open\t${process.hrtime.bigint() - begun}\n`);
}
for (let turn = 0; turn < 2; turn += 1) { // the first turn warms up
  for (const script of scripts) {
    const nodes = nodesOf(await opened());
    for (const line of readFileSync(script, "utf8").split("\n")) {
      const [, path, value] = line.split("\t");
      const node = nodes.get(path);
      if (!node || !value) continue;
      const begun = process.hrtime.bigint();
      try {
        set(node, value);
      } catch (problem) {
        process.stderr.write(`${path}: ${problem}\n`);
        continue;
      }
      const spent = process.hrtime.bigint() - begun;
      if (turn === 1) process.stdout.write(`set\t${spent}\n`);
    }
  }
}
process.exit(0);
