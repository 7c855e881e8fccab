// What two editor extensions make of the schemas: what they offer, what they show, what they mark.
//
//   node check.mjs TOMBI CLINIC          prints what is not as it should be, a line each, and exits with 1 if anything is
//   node check.mjs TOMBI CLINIC --bite   expects what is not so, of each kind; exits with 1 if that passes
//
// TOMBI is the program `tombi`; taplo's server is a package. CLINIC is a folder that `regimen new` and `regimen schema`
// have filled. Run in the project's folder.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { client, taplo, tombi } from "./client.mjs";

const [program, clinic, flag] = process.argv.slice(2);
const ROOT = process.cwd();
const SERVERS = [
  ["taplo", taplo],
  ["tombi", tombi(program)],
];
// In this order: what ships comes before what is made for tests.
const FOLDERS = ["data", "examples", "tests/packs", "tests/packs-knee", "tests/editors"];
const LEVELS = {
  none: "Nothing worth naming.",
  low: "A little.",
  moderate: "A fair amount. Say why.",
  high: "A lot. Say why.",
};
const KINDS = ["offers", "leaves", "shows", "marks"];

const faults = [];
// The kind of expectation that is made wrong on purpose.
let wrong;

/** Expectations of one server, each found wanting under its kind. */
function expectations(name, server) {
  const fail = (kind, where, what) => faults.push({ kind, text: `${name}: ${where}: ${what}` });
  let made = 0;

  /** Opens a text as a file in the folder of another one. `‸` in it is the cursor, and is not in the file. */
  async function open(beside, text) {
    const cursor = text.indexOf("‸");
    const whole = text.replace("‸", "");
    const path = join(dirname(resolve(beside)), `open-${made++}.toml`);
    await server.open(path, whole);
    return { path, text: whole, cursor };
  }

  return {
    /** At the cursor all of these are offered, each with its words or one of several, and none of the others. */
    async offers(where, beside, text, wanted, unwanted = []) {
      const file = await open(beside, text);
      const found = await server.complete(file.path, file.text, file.cursor);
      const more = wrong === "offers" ? { "no-such-key": "" } : {};
      for (const [label, words] of Object.entries({ ...wanted, ...more })) {
        if (!found.has(label)) fail("offers", where, `${label} is not offered`);
        else if (![words].flat().some((one) => found.get(label).includes(one))) {
          fail("offers", where, `${label} is offered with ${JSON.stringify(found.get(label))}, not ${JSON.stringify(words)}`);
        }
      }
      for (const label of wrong === "leaves" ? found.keys() : unwanted) {
        if (found.has(label)) fail("leaves", where, `${label} is offered`);
      }
      server.close(file.path);
    },
    /** At the cursor one of these words is shown. */
    async shows(where, beside, text, ...words) {
      const file = await open(beside, text);
      const found = await server.hover(file.path, file.text, file.cursor);
      const wanted = wrong === "shows" ? ["words that no schema has"] : words;
      if (!wanted.some((one) => found.includes(one))) {
        fail("shows", where, `${JSON.stringify(wanted)} is not shown, but ${JSON.stringify(found)}`);
      }
      server.close(file.path);
    },
    /** The line with the cursor is marked, with these words. */
    async marks(where, beside, text, words) {
      const file = await open(beside, text);
      const line = file.text.slice(0, file.cursor).split("\n").length + (wrong === "marks" ? 1000 : 0);
      const is = (one) => one.line === line && one.message.toLowerCase().includes(words.toLowerCase());
      const found = await server.marks(file.path, (all) => all.some(is));
      if (!found.some(is)) fail("marks", where, `line ${line} is not marked with ${JSON.stringify(words)}: ${JSON.stringify(found)}`);
      server.close(file.path);
    },
    /** Some line is marked, with these words. */
    async says(where, beside, text, words) {
      const file = await open(beside, text);
      const is = (one) => one.message.includes(wrong === "marks" ? "words that nobody says" : words);
      const found = await server.marks(file.path, (all) => all.some(is));
      if (!found.some(is)) fail("marks", where, `nothing is marked with ${JSON.stringify(words)}: ${JSON.stringify(found)}`);
      server.close(file.path);
    },
    /** Nothing is marked. */
    async clean(path) {
      const file = await open(path, readFileSync(path, "utf8"));
      const found = await server.marks(file.path);
      if (found.length > 0) fail("marks", path, `marked: ${JSON.stringify(found[0])}`);
      server.close(file.path);
    },
  };
}

/** Every TOML file below a folder, in the order of their names. */
function below(folder) {
  const all = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".toml"));
  return all.sort().map((name) => join(folder, name));
}

/** The schema that a file names in its first line. */
const named = (path) => /^#:schema (\S+)\n/.exec(readFileSync(path, "utf8"))?.[1];

/** The kinds of file, each with its schema and the first file of that kind. */
function kinds() {
  const files = FOLDERS.flatMap(below);
  return readdirSync("schemas")
    .filter((name) => name !== "view.schema.json")
    .sort()
    .map((name) => {
      const file = files.find((one) => named(one)?.endsWith(`/${name}`));
      if (!file) throw new Error(`there is no file that follows ${name}`);
      return { name, file, schema: JSON.parse(readFileSync(join("schemas", name), "utf8")) };
    });
}

/** Of every kind: all keys are offered in an empty file, and the first key of a full one is explained. */
async function everyKind(expect) {
  for (const { name, file, schema } of kinds()) {
    const line = `#:schema ${named(file)}\n`;
    const described = Object.entries(schema.properties).map(([key, one]) => [key, words(one)]);
    await expect.offers(`${name}, an empty file`, file, `${line}‸`, Object.fromEntries(described));

    const text = readFileSync(file, "utf8");
    const [whole, key] = /^\[{0,2}([a-z_]+)/m.exec(text);
    const property = schema.properties[key];
    const at = text.indexOf(`\n${whole}`) + 1 + whole.length - key.length;
    await expect.shows(
      `${file}, over ${key}`,
      file,
      `${text.slice(0, at)}‸${text.slice(at)}`,
      // Over `[[key]]`, what one of them is.
      ...words(property),
      ...words(property.items ?? {}),
    );
  }
}

/** What a key is for, and what each of the shapes that it can have is. */
function words({ description, anyOf = [] }) {
  return [description, ...anyOf.map((one) => one.description)].filter(Boolean);
}

/** One file looked at closely. */
async function exercise(expect) {
  const file = "data/back-care/exercises/dead-bug.toml";
  const text = readFileSync(file, "utf8");
  const schema = JSON.parse(readFileSync("schemas/exercise.schema.json", "utf8"));
  const { load } = schema.properties.dose.properties;
  const change = (from, to) => {
    if (!text.includes(from)) throw new Error(`${file} has no ${JSON.stringify(from)}`);
    return text.replace(from, to);
  };
  const quoted = Object.fromEntries(Object.entries(LEVELS).map(([level, words]) => [`"${level}"`, words]));
  const some = (keys, of) => Object.fromEntries(keys.map((key) => [key, words(of[key])]));

  const above = "\nsteps = [";
  await expect.offers(
    "keys that are missing",
    file,
    change(above, `‸\n${above}`),
    some(["watch", "from_stage", "basis", "link"], schema.properties),
    ["id", "name", "loadable"],
  );
  await expect.offers(
    "keys that are missing in a table",
    file,
    change("[dose]\n", "[dose]\n‸\n"),
    some(["hold_s", "minutes", "load"], schema.properties.dose.properties),
    ["sets", "reps"],
  );
  await expect.offers(
    "forms of a load",
    file,
    change("[dose]\n", "[dose]\nload = { ‸ }\n"),
    // Tombi offers the fifth with its only value, as `bodyweight = true`.
    some(["kg", "band", "reps_in_reserve", "effort"], load.properties),
  );
  await expect.offers("levels", file, change('flexion = "none"', 'flexion = "‸"'), quoted);
  await expect.offers("levels with a reason", file, change('flexion = "none"', 'flexion = { level = "‸" }'), quoted);
  await expect.shows("over a level", file, change('"none"', '"n‸one"'), LEVELS.none);
  await expect.shows("over an axis", file, change("flexion =", "fle‸xion ="), "A level, with the reason");
  await expect.shows("over a list", file, change("steps =", "ste‸ps ="), schema.properties.steps.description);
  await expect.shows("over a range", file, change("reps =", "re‸ps ="), "Repetitions a set");
  await expect.marks("a word that is no level", file, change('flexion = "none"', 'flexion = "‸nome"'), "nome");
  await expect.marks("a key that is none", file, change("loadable =", "‸lodable ="), "lodable");
  await expect.marks("text for a list", file, text.replace(/^sources = .*/m, 'sources = "‸none"'), "array");
  // What is missing stands nowhere: taplo says so at every key, tombi on the first line.
  await expect.says("a key that is missing", file, change("purpose =", "watch ="), "purpose");
}

/** Words of other files, and a file that changes another pack's record. */
async function others(expect) {
  const screen = "data/back-care/screen.toml";
  const text = readFileSync(screen, "utf8");
  const urgency = text.indexOf("urgency = \"") + "urgency = \"".length;
  await expect.shows("over an urgency", screen, `${text.slice(0, urgency)}‸${text.slice(urgency)}`, "Go now.");
  await expect.offers(
    "urgencies",
    screen,
    text.slice(0, urgency) + text.slice(urgency).replace(/^[a-z]+/, "‸"),
    { '"emergency"': "Go now. Can never be cleared.", '"urgent"': "Be seen first.", '"clearance"': "Ask first." },
  );
  await expect.offers(
    "what something rests on",
    "data/back-care/response.toml",
    readFileSync("data/back-care/response.toml", "utf8").replace(/^basis = "[a-z]+"/m, 'basis = "‸"'),
    { '"article"': "One of the articles", '"study"': "A study says so.", '"consensus"': "Agreed by clinicians" },
  );
  await expect.clean(below("examples/clinic/packs").find((one) => readFileSync(one, "utf8").includes("\noverrides =")));
}

/** A folder that was started by commands: each file's first line leads to a schema, and an editor follows it. */
async function started(expect) {
  const files = below(clinic);
  if (files.length < 4) throw new Error(`${clinic} has ${files.length} files`);
  for (const file of files) {
    const schema = resolve(dirname(file), named(file) ?? "nowhere");
    if (!existsSync(schema)) {
      faults.push({ kind: "shows", text: `${file} names the schema ${schema}, and there is none` });
      continue;
    }
    const text = readFileSync(file, "utf8");
    const [whole, key] = /^([a-z_]+) =/m.exec(text);
    const at = text.indexOf(`\n${whole}`) + 1;
    const { description } = JSON.parse(readFileSync(schema, "utf8")).properties[key];
    await expect.shows(`${file}, over ${key}`, file, `${text.slice(0, at)}‸${text.slice(at)}`, description);
    await expect.clean(file);
  }
}

const bitten = [];
for (const [name, start] of SERVERS) {
  const server = await client(start, ROOT);
  const expect = expectations(name, server);
  if (flag === "--bite") {
    for (wrong of KINDS) {
      faults.length = 0;
      await exercise(expect);
      if (!faults.some((one) => one.kind === wrong)) bitten.push(`${name}: a wrong expectation passes: ${wrong}`);
    }
  } else {
    await everyKind(expect);
    await exercise(expect);
    await others(expect);
    await started(expect);
  }
  server.stop();
}
const said = flag === "--bite" ? bitten : faults.map((one) => one.text);
for (const one of said) console.log(one);
console.log(said.length === 0 ? "editors: as expected" : `editors: ${said.length} not as expected`);
process.exit(said.length === 0 ? 0 : 1);
