//! Nothing clinical is in the code: no string and no name in it is an id of the shipped packs.
//!
//! The files are read as tokens, so that comments are gone before anything is compared. Cut away as well are
//! doc comments and examples of calls in help texts, which are for people, and whatever stands under
//! `#[cfg(test)]`. What is left are names, split at their capitals and underscores, and strings, split into
//! words: an id must not stand among them.
#![expect(
    clippy::expect_used,
    reason = "a file of the project that cannot be read has failed"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use regimen_tests::{library, root};

/// Ids that are plain English as well, and stand in names and sentences of the code in that sense. Each says in
/// which. A string that is nothing but the id is not allowed by this.
const PLAIN_ENGLISH: &[(&str, &str)] = &[
    ("blocks", "pieces of a template"),
    ("box", "Rust's own, and a frame on the sheet"),
    ("build", "to put together"),
    ("extension", "how a file's name ends"),
    ("floor", "the least that a session keeps"),
    ("load", "to read a pack; how heavy"),
    ("range", "from one number to another"),
    ("return", "Rust's own; the way back to a goal"),
    ("sets", "how often repetitions are done; gives a value"),
    ("standing", "how somebody or something stands"),
];

/// Ids that are keys of the files or of the plan as well, or names of functions, and so stand as whole strings.
const KEYS: &[(&str, &str)] = &[
    (
        "load",
        "the key of a dose and of equipment, and a phrase's blank",
    ),
    ("range", "the templates' filter"),
    ("return", "the plan's list of ways back"),
    (
        "sets",
        "the key of a dose, its schema's function, and a phrase's blank",
    ),
];

/// Folders of code that may know the body: pictures are drawn there.
const KNOWS_JOINTS: &[&str] = &["regimen-figure"];

/// Every id that a clinical record of the shipped packs has, with what it is.
fn ids() -> BTreeMap<String, &'static str> {
    let library = library();
    let mut all = BTreeMap::new();
    let mut add = |what: &'static str, ids: &mut dyn Iterator<Item = &str>| {
        all.extend(ids.map(|id| (id.to_owned(), what)));
    };
    add("axis", &mut library.axes.ids());
    add("finding", &mut library.findings.ids());
    add("exercise", &mut library.exercises.ids());
    add("red flag", &mut library.red_flags.ids());
    add("dial", &mut library.dials.ids());
    add("stage", &mut library.stages.ids());
    add("programme", &mut library.programmes.ids());
    add("ladder", &mut library.ladders.ids());
    add("equipment", &mut library.equipment.ids());
    add("pattern", &mut library.patterns.ids());
    add("part", &mut library.parts.ids());
    add("trait", &mut library.traits.ids());
    all
}

/// A name or a string of the code, in small letters with a hyphen between words, and its line.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    line: usize,
    as_written: String,
    words: String,
}

/// What a file of code holds.
#[derive(Debug, Default)]
struct Code {
    /// Its names and strings.
    said: Vec<Said>,
    /// The modules with files of their own that only tests have.
    for_tests: Vec<String>,
}

fn read(code: &str) -> Code {
    let tokens: TokenStream = code.parse().expect("the project's code can be read");
    let mut all = Code::default();
    walk(tokens, &mut all);
    all
}

fn walk(tokens: TokenStream, all: &mut Code) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                // `#![…]` has one sign more than `#[…]`.
                if matches!(tokens.get(at), Some(TokenTree::Punct(next)) if next.as_char() == '!') {
                    at += 1;
                }
                let Some(TokenTree::Group(attribute)) = tokens.get(at) else {
                    continue;
                };
                let text = attribute.stream().to_string();
                if text.starts_with("doc") {
                    at += 1;
                } else if text.replace(' ', "") == "cfg(test)" {
                    let end = past_item(&tokens, at + 1);
                    if let Some(
                        [
                            TokenTree::Ident(word),
                            TokenTree::Ident(name),
                            TokenTree::Punct(_),
                        ],
                    ) = tokens.get(at + 1..end)
                        && word == "mod"
                    {
                        all.for_tests.push(name.to_string());
                    }
                    at = end;
                }
            }
            TokenTree::Group(group) => walk(group.stream(), all),
            TokenTree::Ident(ident) => {
                let written = ident.to_string();
                all.said.push(Said {
                    line: ident.span().start().line,
                    words: name_words(&written),
                    as_written: written,
                });
            }
            TokenTree::Literal(literal) => {
                let written = literal.to_string();
                if written.contains('"') {
                    all.said.push(Said {
                        line: literal.span().start().line,
                        words: text_words(&written),
                        as_written: written,
                    });
                }
            }
            TokenTree::Punct(_) => {}
        }
    }
}

/// The position after the item that an attribute stands on: after its braces, or its semicolon.
fn past_item(tokens: &[TokenTree], from: usize) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    };
    let rest = tokens.get(from..).unwrap_or(&[]);
    from + rest.iter().position(ends).map_or(rest.len(), |end| end + 1)
}

/// `SideStep`, `side_step` and `SIDE_STEP` are all `side-step`.
fn name_words(name: &str) -> String {
    let mut words = String::new();
    let mut small = false;
    for letter in name.chars() {
        if letter.is_uppercase() && small {
            words.push('-');
        }
        small = letter.is_lowercase() || letter.is_numeric();
        words.extend(letter.to_lowercase());
    }
    words.replace('_', "-")
}

/// Whether a text shows a call of the program: an example for people.
fn shows_a_call(text: &str) -> bool {
    text.trim_start().starts_with("regimen ")
}

/// A string's words: whatever is no letter, digit or hyphen parts them. Lines that show a call of the program
/// are left out, and so are calls within a sentence.
fn text_words(literal: &str) -> String {
    let mut text = String::new();
    for line in literal.lines() {
        if shows_a_call(line) {
            continue;
        }
        for part in line.split('`') {
            if !shows_a_call(part) {
                text.push_str(part);
                text.push(' ');
            }
        }
    }
    let text = text.to_lowercase();
    let text = ["\\n", "\\t", "\\r"]
        .iter()
        .fold(text, |text, escape| text.replace(escape, " "));
    let words = text.replace(
        |letter: char| !letter.is_alphanumeric() && letter != '-',
        " ",
    );
    // The letters of a byte string or a raw string stand before its first quotation mark.
    match text.find('"') {
        Some(quote) => words.get(quote..).unwrap_or("").trim().to_owned(),
        None => words,
    }
}

/// Whether an id stands among the words, whole.
fn holds(words: &str, id: &str) -> bool {
    let edge = |letter: Option<char>| letter.is_none_or(|one| !one.is_alphanumeric());
    words.match_indices(id).any(|(at, _)| {
        let before = words.get(..at).and_then(|text| text.chars().next_back());
        let after = words
            .get(at + id.len()..)
            .and_then(|text| text.chars().next());
        edge(before) && edge(after)
    })
}

/// What of some code is an id of the packs: the id, and where it stands.
fn clinical<'a>(said: &'a [Said], ids: &'a BTreeMap<String, &str>) -> Vec<(&'a str, &'a Said)> {
    let among = |said: &'a Said| {
        let held = ids.keys().filter(|id| holds(&said.words, id));
        held.map(move |id| (id.as_str(), said))
    };
    said.iter().flat_map(among).collect()
}

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of code") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

/// Every file of the program's code, with what it holds.
fn code() -> Vec<(PathBuf, Code)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root().join("crates")).expect("the crates") {
        let krate = entry.expect("a crate").path();
        let skipped = KNOWS_JOINTS.iter().any(|name| krate.ends_with(name));
        if !skipped && krate.join("src").is_dir() {
            rust_files(&krate.join("src"), &mut files);
        }
    }
    files.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("code is text");
        let code = read(&text);
        (path, code)
    };
    let mut files: Vec<(PathBuf, Code)> = files.into_iter().map(read).collect();
    let for_tests: Vec<PathBuf> = files
        .iter()
        .flat_map(|(path, code)| {
            let whole = ["mod.rs", "lib.rs", "main.rs"]
                .iter()
                .any(|name| path.ends_with(name));
            let folder = if whole {
                path.parent().expect("a folder").to_owned()
            } else {
                path.with_extension("")
            };
            code.for_tests.iter().map(move |name| folder.join(name))
        })
        .collect();
    let is_for_tests = |path: &Path| {
        let mut folders = for_tests.iter();
        folders.any(|one| path.starts_with(one) || path == one.with_extension("rs"))
    };
    files.retain(|(path, _)| !is_for_tests(path));
    files
}

#[test]
fn no_name_and_no_string_of_the_code_is_an_id_of_the_packs() {
    let ids = ids();
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    let files = code();
    assert!(files.len() > 60, "only {} files were read", files.len());
    for (path, code) in &files {
        for (id, said) in clinical(&code.said, &ids) {
            let alone = said.as_written.contains('"') && said.words == id;
            let (list, allowed) = if alone {
                ("KEYS", KEYS)
            } else {
                ("PLAIN_ENGLISH", PLAIN_ENGLISH)
            };
            if allowed.iter().any(|(one, _)| *one == id) {
                used.insert((list, id.to_owned()));
                continue;
            }
            let path = path.strip_prefix(root()).unwrap_or(path).display();
            let what = ids.get(id).unwrap_or(&"");
            let line = said.line;
            wrong.push(format!(
                "{path}:{line}: the {what} `{id}` in {}",
                said.as_written
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "What is clinical belongs in a pack. Only what is plain English in the code as well may be allowed:\n{}",
        wrong.join("\n")
    );
    for (list, allowed) in [("KEYS", KEYS), ("PLAIN_ENGLISH", PLAIN_ENGLISH)] {
        for (id, _) in allowed {
            let needed = used.contains(&(list, (*id).to_owned()));
            assert!(needed, "{list} allows `{id}`, and the code has it nowhere");
        }
    }
}

#[test]
fn what_is_planted_is_found_and_what_is_for_people_is_not() {
    let ids = ids();
    for planted in [
        "fn f() -> &'static str { \"flexion\" }",
        "fn f(id: &str) -> bool { id == r\"post-surgical\" }",
        "fn f() { let spinal_flexion = 1; }",
        "enum E { PostSurgical }",
        "fn f() { println!(\"nothing with flexion, for now\"); }",
        "#[serde(rename = \"flexion\")] struct S;",
        "#[cfg(test)] mod tests { const A: u8 = 1; } const FLEXION: u8 = 2;",
        "const A: &[u8] = b\"flexion\";",
        "const A: &str = \"one\\nflexion\";",
        "const A: &str = \"say: regimen show flexion\";",
        "const A: &str = \"not `flexion`, as in `regimen show x`\";",
        "fn f() { match axis { \"flexion\" => {} _ => {} } }",
    ] {
        assert!(!clinical(&read(planted).said, &ids).is_empty(), "{planted}");
    }
    for clean in [
        "// flexion\nfn f() {}",
        "/// As in `flexion`.\nfn f() {} /* flexion */",
        "//! As in `flexion`.\nfn f() {}",
        "#[cfg(test)]\nmod tests { const A: &str = \"flexion\"; }",
        "#[cfg(test)]\nconst A: &str = \"flexion\";",
        "#[cfg(test)]\n#[path = \"x.rs\"]\nmod flexion;",
        "const HELP: &str = \"Examples:\n  regimen show flexion\";",
        "const HELP: &str = \"Name an axis, as in `regimen show flexion`.\";",
        "fn inflexions() {}",
    ] {
        assert!(clinical(&read(clean).said, &ids).is_empty(), "{clean}");
    }
    assert_eq!(
        read("\n\nfn a_b() {}").said.last(),
        Some(&Said {
            line: 3,
            as_written: "a_b".to_owned(),
            words: "a-b".to_owned()
        })
    );
    assert_eq!(read("#[cfg(test)] mod tests;").for_tests, ["tests"]);
    for (name, words) in [("SideStep", "side-step"), ("SIDE_STEP", "side-step")] {
        assert_eq!(name_words(name), words);
    }
}
