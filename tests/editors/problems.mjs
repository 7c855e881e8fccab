// The task in the documentation, as VS Code would take it: its command is run, and its problem matcher reads what comes.
//
//   node problems.mjs DOCUMENT REGIMEN FOLDER PLACE
//
// DOCUMENT holds the task in a block of JSON. FOLDER has a mistake at PLACE (file:line:column) and nowhere else. Exits with
// 1 if the matcher does not find exactly that.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";

const [document, regimen, folder, place] = process.argv.slice(2);
const blocks = [...readFileSync(document, "utf8").matchAll(/^```json\n(.*?)^```$/gms)].map(([, text]) => JSON.parse(text));
const tasks = blocks.flatMap((one) => one.tasks ?? []);
if (tasks.length !== 1) throw new Error(`${document} has ${tasks.length} tasks`);
const [{ command, args, problemMatcher }] = tasks;
if (command !== "regimen") throw new Error(`the task runs ${command}`);

const ran = spawnSync(regimen, args, { cwd: folder, encoding: "utf8" });
if (ran.error) throw ran.error;
const lines = `${ran.stdout}${ran.stderr}`.split("\n");

/** What a matcher of several patterns finds: each pattern must fit the line after the one before. */
function problems({ pattern, severity }, lines) {
  const found = [];
  for (let at = 0; at + pattern.length <= lines.length; at++) {
    const problem = { severity };
    const fits = pattern.every(({ regexp, ...groups }, step) => {
      const match = new RegExp(regexp).exec(lines[at + step]);
      for (const [name, group] of Object.entries(groups)) {
        if (match?.[group]) problem[name] = match[group];
      }
      return match;
    });
    if (fits) found.push(problem);
  }
  return found;
}

const found = problems(problemMatcher, lines);
// `autodetect` takes a path as it is if it is whole, and else from the folder.
const places = found.map(({ file, line, column }) => `${relative(folder, resolve(folder, file))}:${line}:${column}`);
const [only] = found;
const words = only && only.severity === "error" && /^R\d+$/.test(only.code) && only.message.length > 10;
if (places.join() === place && words) {
  console.log("problems: as expected");
} else {
  console.log(`problems: ${JSON.stringify(found)}, and not ${place}\n${lines.join("\n")}`);
  process.exitCode = 1;
}
