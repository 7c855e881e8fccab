// Handouts, held by other people's checkers and by a browser.
//
//   node check.mjs FILE...                    prints what is wrong, a line each, and exits with 1 if anything is
//   node check.mjs --hostile FILE...          the same for files whose texts are made to break a page
//   node check.mjs --bite FILE.html FILE.md   plants a mistake of each kind; exits with 1 if one is let through
//
// A line starts with the check that speaks: html (Nu validator), axe, reflow, size, picture, motion and print for .html,
// markdown for .md, and for .pdf margin and overlap.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { lint } from "markdownlint/promise";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const VNU = require.resolve("vnu-jar/build/dist/vnu.jar");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const PHONE = { width: 360, height: 780 };
const DESK = { width: 1280, height: 900 };
// Between the margins of A4.
const PAPER = { width: 680, height: 1005 };
// WCAG 2.2, 1.4.10: everything can be read at this width without scrolling sideways.
const NARROW = { width: 320, height: 640 };

// Where axe looks.
const AXED = [
  ["1280", DESK, "screen"],
  ["print", DESK, "print"],
  ["360", PHONE, "screen"],
];

// A rule of markdownlint is off only if it makes no sense here, and here is why.
const MARKDOWN = {
  default: true,
  // A paragraph or a table's row is one line, so that it wraps in whatever it is pasted into.
  MD013: false,
};

/** What the Nu validator says of these files, all at once: it takes seconds to start. */
function validated(files, hostile) {
  const ran = spawnSync("java", ["-jar", VNU, "--format", "json", "--stdout", "--exit-zero-always", ...files], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (ran.error || ran.status !== 0) throw new Error(`the validator did not run: ${ran.error ?? ran.stderr}`);
  return JSON.parse(ran.stdout)
    .messages.filter((one) => !knownWrong(one.message) && !(hostile && aboutTyping(one.message)))
    .map((one) => `html ${basename(one.url ?? "")}:${one.lastLine ?? 0}: ${one.message}`);
}

/** How somebody typed a letter and its marks is printed as it is, and a list of odd signs looks like no language. */
function aboutTyping(message) {
  return /is not in Unicode Normalization Form C|starts with a composing character|^This document appears to be written in /.test(
    message,
  );
}

/** It calls an image in the page blocked whatever the policy allows. That each image shows is seen in the browser. */
function knownWrong(message) {
  return /^Resource violates Content Security Policy \(meta tag\): image “data:image\/svg\+xml,.* blocked by “img-src”/s.test(
    message,
  );
}

// In a heading that somebody typed: how it ends, and whether another one reads the same.
const TYPED = { ...MARKDOWN, MD024: false, MD026: false };

async function linted(files, hostile) {
  const found = await lint({ files, config: hostile ? TYPED : MARKDOWN });
  return Object.entries(found).flatMap(([file, problems]) =>
    problems.map((one) => `markdown ${basename(file)}:${one.lineNumber}: ${one.ruleNames[0]} ${one.ruleDescription}` +
      (one.errorDetail ? ` (${one.errorDetail})` : "")),
  );
}

/** In a PDF, words outside the page's margins, or over each other. */
function placed(file) {
  const problems = [];
  const say = (check, number, what) => problems.push(`${check} ${basename(file)} page ${number}: ${what}`);
  const boxes = execFileSync("pdftotext", ["-bbox", file, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const pages = boxes.split("<page ").slice(1);
  if (pages.length === 0 || !boxes.includes("<word ")) say("margin", 0, "no words");
  const numbers = (text) => [...text.matchAll(/ ?(?:width|height|[xy]M\w+)="([-0-9.]+)"/g)].map((one) => Number(one[1]));
  pages.forEach((page, index) => {
    const [width, height] = numbers(page.slice(0, page.indexOf(">")));
    // A font says how high its tallest letter is: what a word covers for sure is the middle of that.
    const words = [...page.matchAll(/<word ([^>]*)>([^<]*)/g)].map((one) => {
      const [left, top, right, bottom] = numbers(one[1]);
      const third = (bottom - top) / 3;
      return [left, top + third, right, bottom - third, one[2]];
    });
    for (const [left, top, right, bottom, word] of words) {
      // Beside the text 15 mm, into which a hyphen at the end of a line may hang; above and below it 4 mm, the page's number in it.
      if (left < 38.5 || right > width - 38.5 || top < 11 || bottom > height - 11) {
        say("margin", index + 1, `${word.slice(0, 40)} at ${[left, top, right, bottom].map(Math.round)}`);
      }
    }
    const least = ([left, top, right, bottom]) => Math.max(0.1, (right - left) * (bottom - top));
    const sorted = [...words].sort((one, other) => one[0] - other[0]);
    sorted.forEach((one, at) => {
      for (const other of sorted.slice(at + 1)) {
        if (other[0] >= one[2]) break;
        const wide = Math.min(one[2], other[2]) - other[0];
        const high = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
        if (wide > 0 && high > 0 && wide * high > 0.4 * Math.min(least(one), least(other))) {
          say("overlap", index + 1, `${one[4].slice(0, 40)} and ${other[4].slice(0, 40)}`);
        }
      }
    });
  });
  return problems;
}

/** What is wrong with one page in the browser. */
async function seen(browser, file, hostile, only) {
  const problems = [];
  const say = (check, where, what) => problems.push(`${check} ${basename(file)} ${where}: ${what}`);
  const context = await browser.newContext({ viewport: DESK, reducedMotion: "no-preference" });
  const page = await context.newPage();
  page.on("request", (one) => {
    if (!/^(file|data):/.test(one.url())) say("html", "request", one.url());
  });
  await page.goto(pathToFileURL(resolve(file)).href);

  for (const picture of await page.evaluate(pictures)) say("picture", "1280", picture);
  if (["", "motion"].includes(only)) await motion(page, say);

  await page.evaluate(AXE);
  for (const [where, viewport, media] of ["", "axe"].includes(only) ? AXED : []) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ media });
    const { violations } = await page.evaluate(
      (values) => globalThis.axe.run({ runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
      RULES,
    );
    for (const rule of violations) {
      const first = rule.nodes[0];
      say("axe", where, `${rule.id}: ${rule.help}; ${rule.nodes.length} times, first ${first.target.join(" ")}: ${
        first.failureSummary.replace(/\s+/g, " ")
      }`);
    }
  }
  for (const [where, viewport, media] of [
    ["320", NARROW, "screen"],
    ["360", PHONE, "screen"],
    ["1280", DESK, "screen"],
    ["paper", PAPER, "print"],
  ]) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ media });
    for (const wide of await page.evaluate(overflowing)) say("reflow", where, wide);
    // A text longer than a line has to break somewhere.
    if (viewport !== NARROW && !hostile) {
      for (const word of await page.evaluate(broken)) say("reflow", where, `a broken word: ${word}`);
    }
    for (const small of await page.evaluate(tooSmall)) say("size", where, small);
  }
  if (!hostile && ["", "print"].includes(only)) await printed(page, say);
  await context.close();
  return problems;
}

/** In the page: pictures that do not show, or say nothing to who cannot see them. */
function pictures() {
  return [...document.images]
    .filter((one) => !one.complete || one.naturalWidth === 0 || one.alt.trim() === "")
    .map((one) => `${one.className} ${JSON.stringify(one.alt)} does not show or has no words`);
}

/** In the page: what is wider than the window, or than the box that it stands in. */
function overflowing() {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page scrolls sideways: ${root.scrollWidth}`);
  for (const one of document.body.querySelectorAll("*")) {
    // A table of seven columns to write in scrolls by itself, as that criterion allows. A box to tick holds a sign that
    // is read and not seen, as the words do that are for those who listen.
    if (one.matches(".log-section, .log-section *, .box, .unseen, .stack thead, .stack thead *")) continue;
    const style = getComputedStyle(one);
    if (style.display === "inline" || style.display === "none") continue;
    if (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0) {
      found.push(`${one.tagName}.${one.className} is ${one.clientWidth} wide and holds ${one.scrollWidth}: ${
        one.textContent.trim().slice(0, 60)
      }`);
    }
  }
  return found.slice(0, 5);
}

/** In the page: words that go on in the next line without a hyphen. */
function broken() {
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement.closest(".unseen, .stack thead")) continue;
    // Not an address, which has no good place to break.
    for (const { index, 1: before, 2: word } of text.data.matchAll(/((?:^|\s)[\p{P}]*)(\p{L}{2,})(?=[\p{P}]*(?:\s|$))/gu)) {
      const at = index + before.length;
      range.setStart(text, at);
      range.setEnd(text, at + word.length);
      const lines = new Set([...range.getClientRects()].map((one) => Math.round(one.bottom)));
      if (lines.size > 1) found.add(word);
    }
  }
  return [...found];
}

/** In the page: text smaller than 12 pt, or than 16 pt in large print; what is not for the patient may be 10 pt. */
function tooSmall() {
  const large = document.documentElement.matches(".large");
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const one = text.parentElement;
    if (text.data.trim() === "" || one.closest(".unseen, .box")) continue;
    const least = large ? 16 : one.closest(".sheet-end") ? 10 : 12;
    const points = parseFloat(getComputedStyle(one).fontSize) * 0.75;
    if (points < least - 0.01) found.add(`${one.tagName}.${one.className} ${points} pt: ${text.data.trim().slice(0, 40)}`);
  }
  return [...found].slice(0, 5);
}

/** A figure's loop moves, but not for who asks for less motion, and not on paper. */
async function motion(page, say) {
  const card = page.locator(".picture:has(.moving)").first();
  if ((await card.count()) === 0) return;
  if (!(await changes(page, card, 6000))) say("motion", "1280", "the loop does not move");
  await page.emulateMedia({ reducedMotion: "reduce" });
  if (await changes(page, card, 1500)) say("motion", "reduced motion", "the loop still moves");
  if (await page.evaluate(loops)) say("motion", "reduced motion", "the loop is shown, or the still is not");
  await page.emulateMedia({ media: "print", reducedMotion: "no-preference" });
  if (await page.evaluate(loops)) say("motion", "print", "the loop is printed, or the still is not");
  await page.emulateMedia({ media: "screen" });
}

/** Whether a part of the page looks different within some milliseconds. */
async function changes(page, part, milliseconds) {
  const first = await part.screenshot();
  for (const until = Date.now() + milliseconds; Date.now() < until; ) {
    await page.waitForTimeout(250);
    if (!first.equals(await part.screenshot())) return true;
  }
  return false;
}

/** In the page: how many figures show their loop, or not their still. */
function loops() {
  const shows = (one) => getComputedStyle(one).display !== "none";
  return [...document.querySelectorAll(".picture.drawn")].filter(
    (one) => [...one.querySelectorAll(".moving")].some(shows) || ![...one.querySelectorAll(".still")].every(shows),
  ).length;
}

/** On paper each card is whole on one page, unless it is higher than a page. */
async function printed(page, say) {
  const folder = mkdtempSync(join(tmpdir(), "pages-"));
  try {
    const path = join(folder, "page.pdf");
    await page.emulateMedia({ media: "print" });
    await page.pdf({ path, preferCSSPageSize: true });
    const bare = (text) => text.replace(/\s+/g, "");
    const pages = execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8" }).split("\f").map(bare);
    if (pages.join("").length < 500) say("print", "paper", "hardly any text");
    await page.setViewportSize(PAPER);
    const cards = await page.evaluate((room) =>
      [...document.querySelectorAll(".card")].filter((card) => {
        // The first stands under the heading.
        const above = card.previousElementSibling?.matches("h2") ? card.previousElementSibling.offsetHeight + 8 : 0;
        return card.offsetHeight + above < room;
      }).map((card) =>
        [...card.querySelectorAll("h3, li:not(:has(span)), li > span")].map((one) => one.textContent)), PAPER.height);
    for (const card of cards) {
      const parts = card.map(bare);
      const missing = parts.filter((part) => !pages.some((one) => one.includes(part)));
      if (missing.length > 0) say("print", "paper", `is not on one page: ${missing[0]}`);
      else if (!pages.some((one) => parts.every((part) => one.includes(part)))) {
        say("print", "paper", `the card is split over pages: ${card[0].trim().replace(/\s+/g, " ")}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What all files have wrong. `only` leaves out the slow checks that a planted mistake is not for. */
async function checked(files, hostile = false, only = "") {
  const pages = files.filter((file) => file.endsWith(".html"));
  const notes = files.filter((file) => file.endsWith(".md"));
  const papers = files.filter((file) => file.endsWith(".pdf"));
  if (pages.length + notes.length + papers.length !== files.length || files.length === 0) {
    throw new Error("give .html, .md and .pdf files");
  }
  const problems = notes.length > 0 ? await linted(notes, hostile) : [];
  problems.push(...papers.flatMap(placed));
  if (pages.length === 0) return problems;
  if (["", "html"].includes(only)) problems.push(...validated(pages, hostile));
  if (only === "html") return problems;
  const browser = await launched();
  try {
    // Two at a time: most of the time goes into waiting for a loop to move.
    const waiting = [...pages];
    const worker = async () => {
      for (let file = waiting.shift(); file; file = waiting.shift()) problems.push(...(await seen(browser, file, hostile, only)));
    };
    await Promise.all([worker(), worker()]);
  } finally {
    await browser.close();
  }
  return problems;
}

function launched() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

// A mistake of each kind: what is put for what, and which check must refuse it.
const MISTAKES = [
  ["html", ".html", "</main>", "</div></main>"],
  ["axe", ".html", "--soft: #44586b", "--soft: #b4b8bb"],
  ["axe", ".html", 'lang="en"', 'lang="zz"'],
  ["reflow", ".html", "max-width: 52rem;", "max-width: 52rem; min-width: 22rem;"],
  ["reflow", ".html", "minmax(6rem, 1fr)", "minmax(2rem, 1fr)"],
  ["size", ".html", "font: 1.125rem/1.5", "font: .7rem/1.5"],
  ["picture", ".html", "img-src data:", "img-src 'none'"],
  ["motion", ".html", "(prefers-reduced-motion: reduce)", "(min-width: 1px)"],
  ["motion", ".html", "print, (prefers-reduced-motion: reduce)", "(prefers-reduced-motion: reduce)"],
  ["motion", ".html", "print, (prefers-reduced-motion: reduce)", "print"],
  ["print", ".html", ".lights > li, .card,", ".lights > li,"],
  ["markdown", ".md", "\n## ", "\n#### "],
  ["markdown", ".md", "\n- ", "\n- <b>a</b> "],
];

// A page for paper with such a mistake.
const MISPLACED = [
  ["margin", '<p style="position: absolute; left: 185mm; white-space: nowrap">Too far to the right</p>'],
  ["margin", '<p style="position: absolute; left: 30mm; top: 293mm">Too low</p>'],
  ["overlap", '<p style="position: absolute; left: 30mm; top: 60mm">One</p><p style="position: absolute; left: 31mm; top: 60.3mm">Two</p>'],
];

/** Plants each mistake alone in a file that is clean, and says which were let through. */
async function bitten(files) {
  const problems = (await checked(files)).map((one) => `clean file: ${one}`);
  const expect = (check, found, planted) => {
    const refused = found.find((one) => one.startsWith(check));
    console.log(refused ? `refused: ${refused.slice(0, 160)}` : `let through: ${check}: ${planted}`);
    if (!refused) problems.push(`${check}: a planted mistake was let through: ${planted}; found ${found}`);
  };
  const folder = mkdtempSync(join(tmpdir(), "pages-"));
  try {
    for (const [check, ending, from, to] of MISTAKES) {
      const file = files.find((one) => one.endsWith(ending));
      const text = readFileSync(file, "utf8");
      const wrong = text.replace(from, to);
      const planted = join(folder, `planted${ending}`);
      writeFileSync(planted, wrong);
      const found = wrong === text ? [] : await checked([planted], false, check);
      expect(check, found, `${from} -> ${to}`);
    }
    const browser = await launched();
    const page = await browser.newPage();
    for (const [check, body] of MISPLACED) {
      const planted = join(folder, "planted.pdf");
      await page.setContent(body);
      await page.pdf({ path: planted, format: "A4" });
      expect(check, placed(planted), body);
    }
    await browser.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
  return problems;
}

const mode = process.argv[2]?.startsWith("--") ? process.argv[2] : "";
if (!["", "--bite", "--hostile"].includes(mode)) throw new Error(`no such mode: ${mode}`);
const files = process.argv.slice(mode ? 3 : 2);
const problems = mode === "--bite" ? await bitten(files) : await checked(files, mode === "--hostile");
for (const problem of problems) console.log(problem);
console.log(`${files.length} files, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
