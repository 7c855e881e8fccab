use std::fmt::Write;
use std::path::Path;

use fastrand::Rng;

use super::*;

fn laid_out(kind: Option<Kind>, text: &str) -> String {
    layout(kind, text).unwrap_or_else(|left| panic!("{left:?}\n{text}"))
}

#[test]
fn keys_take_the_schemas_order_and_comments_go_with_them() {
    let before = "#:schema ../exercise.schema.json
# About the file.

# About the name.
name = 'Mine'   # as it is called
id = \"mine\"


# At the end of the keys.

# About the ways.
[[ways]] # the first
equipment = [ ]
[dose]
reps = [ 8,10 ]
sets = 3
# Below the dose.";
    let after = "#:schema ../exercise.schema.json
# About the file.

id = \"mine\"
# About the name.
name = 'Mine' # as it is called

[dose]
sets = 3
reps = [8, 10]
# Below the dose.

# At the end of the keys.

# About the ways.
[[ways]] # the first
equipment = []
";
    assert_eq!(laid_out(Some(Kind::Exercise), before), after);
}

#[test]
fn texts_have_a_line_each_and_ids_share_one() {
    let before = "easier = [ 'a',
  \"b\"
]
harder = [
\"c\"]
steps = [\"Do this.\", \"Do that.\"] # both
cues = [\"One.\"]
equipment = [ # why
  \"x\", # this
  # none of that
]
";
    let after = "easier = ['a', \"b\"]
harder = [
  \"c\",
]
steps = [
  \"Do this.\",
  \"Do that.\",
] # both
cues = [\"One.\"]
equipment = [ # why
  \"x\", # this
  # none of that
]
";
    assert_eq!(laid_out(Some(Kind::Exercise), before), after);
}

#[test]
fn a_list_is_opened_where_its_line_would_be_too_long() {
    let id = "x".repeat(52);
    let fits = format!("easier = [\"{id}\", \"{id}\"]\n");
    assert_eq!(fits.trim().len(), WIDTH + 1);
    let opened = format!("easier = [\n  \"{id}\",\n  \"{id}\",\n]\n");
    assert_eq!(laid_out(Some(Kind::Exercise), &fits), opened);
    let shorter = fits.replacen('x', "", 1);
    assert_eq!(laid_out(Some(Kind::Exercise), &shorter), shorter);
}

#[test]
fn line_ends_stay_those_of_the_file() {
    let text = "#:schema x\r\na=\"\"\"\r\nb\r\n\"\"\"\r\n\r\n\r\nc=1\r\n";
    let after = laid_out(None, text);
    assert_eq!(
        after,
        "#:schema x\r\na = \"\"\"\r\nb\r\n\"\"\"\r\n\r\nc = 1\r\n"
    );
}

#[test]
fn what_is_no_toml_is_left() {
    assert!(matches!(layout(None, "a = "), Err(Left::NotToml(_))));
    assert!(matches!(
        layout(None, "a = 1\na = 2"),
        Err(Left::NotToml(_))
    ));
}

#[test]
fn a_change_of_data_or_of_comments_is_seen() {
    let text = "a = 1 # x\n";
    assert!(says_the_same(text, "a  =  1 # x"));
    for other in [
        "a = 2 # x",
        "b = 1 # x",
        "a = 1",
        "a = 1 # y",
        "a = 1 # x\n# x",
    ] {
        assert!(!says_the_same(text, other), "{other}");
    }
}

#[test]
fn every_file_of_the_shipped_packs_is_laid_out_for_good() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut sources = crate::source::Sources::new();
    for folder in ["data", "tests/packs", "tests/packs-knee", "examples"] {
        crate::source::read_packs(&mut sources, &root.join(folder)).expect("the packs can be read");
    }
    let mut seen = 0;
    for (_, folder) in sources.folders() {
        for file in &folder.files {
            let file = sources.file(*file);
            if !file.inner.ends_with(".toml") {
                continue;
            }
            let kind = kind_of(&file.inner, file.text());
            assert!(kind.is_some(), "{} is of no kind", file.path);
            assert_eq!(laid_out(kind, file.text()), file.text(), "{}", file.path);
            seen += 1;
        }
    }
    assert!(seen > 300, "only {seen} files");
}

/// Documents at random: keys that the schema knows and keys that it does not, every kind of value, and comments wherever
/// one may stand. Each comment names what it belongs to.
struct Author {
    rng: Rng,
    named: usize,
    out: String,
}

impl Author {
    fn word(&mut self) -> String {
        self.named += 1;
        format!("w{}", self.named)
    }

    fn chance(&mut self, one_in: u8) -> bool {
        self.rng.u8(0..one_in) == 0
    }

    fn space(&mut self) {
        for _ in 0..self.rng.usize(0..3) {
            self.out.push(' ');
        }
    }

    fn blanks(&mut self) {
        if self.chance(4) {
            for _ in 0..self.rng.usize(1..4) {
                self.out.push('\n');
            }
        }
    }

    /// A comment over what comes next.
    fn above(&mut self, name: &str) {
        self.blanks();
        if self.chance(3) {
            self.space();
            let _ = writeln!(self.out, "# above {name}");
        }
    }

    fn line_end(&mut self, name: &str) {
        self.space();
        if self.chance(4) {
            let _ = write!(self.out, "# beside {name}");
        }
        self.out.push('\n');
    }

    fn scalar(&mut self) {
        let word = self.word();
        let _ = match self.rng.u8(0..8) {
            0 => write!(self.out, "'{word} # no comment'"),
            1 => write!(self.out, "\"\"\"{word}\n # no comment\n\"\"\""),
            2 => write!(self.out, "0x{:x}", self.rng.u8(..)),
            3 => write!(self.out, "{}.50", self.rng.u8(..)),
            4 => write!(self.out, "2026-11-21"),
            5 => write!(
                self.out,
                "\"{word} {}\"",
                "long ".repeat(self.rng.usize(0..30))
            ),
            6 => write!(self.out, "{}", self.rng.bool()),
            _ => write!(self.out, "\"\\u00e9 {word}\""),
        };
    }

    fn value(&mut self, depth: u8) {
        match self.rng.u8(0..8) {
            0 | 1 if depth > 0 => self.list(depth - 1),
            2 if depth > 0 => self.braces(depth - 1),
            _ => self.scalar(),
        }
    }

    fn list(&mut self, depth: u8) {
        self.out.push('[');
        let open = self.rng.bool();
        let count = self.rng.usize(0..5);
        for at in 0..count {
            let name = self.word();
            let nested = self.chance(3);
            if open {
                self.out.push('\n');
                if !nested {
                    self.above(&format!("\"{name}\""));
                }
            }
            self.space();
            if nested {
                self.value(depth);
                if open && self.chance(6) {
                    self.out.push_str(" # of a value\n");
                }
            } else {
                let _ = write!(self.out, "\"{name}\"");
                self.space();
                if open && self.chance(6) {
                    let _ = writeln!(self.out, "# beside \"{name}\"");
                }
            }
            if at + 1 < count || self.rng.bool() {
                self.out.push(',');
                if open && self.chance(6) {
                    self.out.push_str(" # after a comma\n");
                }
            }
        }
        if open && self.chance(4) {
            self.out.push_str("# at the end of a list\n");
        }
        self.out.push(']');
    }

    fn braces(&mut self, depth: u8) {
        self.out.push('{');
        let open = self.chance(4);
        let count = self.rng.usize(0..4);
        for at in 0..count {
            let name = self.word();
            if open {
                self.out.push('\n');
                self.above(&name);
            }
            self.space();
            let _ = write!(self.out, "{name} = ");
            self.value(depth);
            if at + 1 < count {
                self.out.push(',');
                if open && self.chance(6) {
                    self.out.push_str(" # after a comma\n");
                }
            }
        }
        self.out.push('}');
    }

    fn keys(&mut self) {
        let mut known = vec![
            "id", "name", "steps", "sources", "easier", "loadable", "pattern",
        ];
        self.rng.shuffle(&mut known);
        for _ in 0..self.rng.usize(0..6) {
            let name = match known.pop() {
                Some(name) if self.rng.bool() => name.to_owned(),
                _ => self.word(),
            };
            self.above(&name);
            self.space();
            self.out.push_str(&name);
            if self.chance(6) {
                let _ = write!(self.out, ". {}", self.named);
                self.named += 1;
            }
            self.space();
            self.out.push('=');
            self.space();
            self.value(2);
            self.line_end(&name);
        }
    }

    fn document(seed: u64) -> String {
        let mut author = Author {
            rng: Rng::with_seed(seed),
            named: 0,
            out: String::new(),
        };
        if author.rng.bool() {
            author.out.push_str("#:schema exercise\n\n");
        }
        author.keys();
        let mut known = vec!["figure", "demands", "dose", "pace"];
        author.rng.shuffle(&mut known);
        for _ in 0..author.rng.usize(0..4) {
            let name = match known.pop() {
                Some(name) if author.rng.bool() => name.to_owned(),
                _ => author.word(),
            };
            let many = author.rng.usize(1..3);
            for _ in 0..many {
                let brackets = if many > 1 { ("[[", "]]") } else { ("[", "]") };
                author.above(&format!("{}{name}", brackets.0));
                let _ = write!(author.out, "{}{name}{}", brackets.0, brackets.1);
                author.line_end(&format!("{}{name}", brackets.0));
                author.keys();
                if author.chance(3) {
                    let inner = author.word();
                    author.above(&format!("[{name}.{inner}"));
                    let _ = writeln!(author.out, "[{name}.{inner}]");
                    author.keys();
                }
            }
        }
        if author.chance(4) {
            author.out.push_str("# below all");
        }
        author.out
    }
}

#[test]
fn documents_at_random_say_the_same_and_are_laid_out_for_good() {
    let mut with_comments = 0;
    let mut moved = 0;
    for seed in 0..1500 {
        let before = Author::document(seed);
        let kind = (seed % 3 != 0).then_some(Kind::Exercise);
        let after = laid_out(kind, &before);
        let shown = || format!("seed {seed}\n{before}\n---\n{after}");
        assert!(says_the_same(&before, &after), "{}", shown());
        assert_eq!(laid_out(kind, &after), after, "{}", shown());
        if kind.is_none() && !before.contains('.') {
            assert_eq!(comments(&before), comments(&after), "{}", shown());
        }
        with_comments += usize::from(comments(&before).len() > 3);
        moved += usize::from(comments(&before) != comments(&after));
        let lines: Vec<&str> = after.lines().map(str::trim).collect();
        for (at, line) in lines.iter().enumerate() {
            if let Some(name) = line.strip_prefix("# above ") {
                let next = lines[at..]
                    .iter()
                    .find(|line| !line.is_empty() && !line.starts_with('#'));
                assert!(
                    next.is_some_and(|next| next.starts_with(name)),
                    "{name}: {}",
                    shown()
                );
            }
        }
    }
    assert!(with_comments > 400 && moved > 80, "{with_comments} {moved}");
}
