//! Every rule with its document, as one page.

use regimen_core::diagnostic::Code;
use regimen_core::diagnostic::codes::ALL;
use regimen_core::diagnostic::document::{Piece, pieces};

const HEAD: &str = "# What `regimen check` looks at

Made by `regimen list rules` from the rules' own documents; a test keeps it true. `regimen explain R301` shows one of them.

An example shows only the lines that matter, and the rest of the file stays as it is. `# <- here` is the line at which the rule
speaks. The examples are for knees, and each is run against a small pack of that kind: the example must make the rule speak at that
very line, and the mend must be clean. `--fix` stands beside each rule of whose mistakes `regimen check --fix` mends some: those
with one right answer.

";

/// The page.
pub(super) fn page() -> String {
    let mut text = HEAD.to_owned();
    for (at, code) in ALL.iter().enumerate() {
        if begins_group(at) {
            let group = group(code);
            text.push_str(&format!("- [{group}](#{})\n", anchor(group)));
        }
        let title = title(code);
        let fix = if code.mends { " `--fix`" } else { "" };
        text.push_str(&format!("  - [{title}](#{}){fix}\n", anchor(&title)));
    }
    for (at, code) in ALL.iter().enumerate() {
        if begins_group(at) {
            text.push_str(&format!("\n## {}\n", group(code)));
        }
        text.push_str(&format!("\n### {}\n", title(code)));
        for piece in pieces(code.document) {
            text.push_str(&match piece {
                Piece::Section(title) => format!("\n#### {title}\n"),
                Piece::Words(words) => format!("\n{words}\n"),
                Piece::File { language, text } => format!("\n```{language}\n{text}```\n"),
            });
        }
    }
    text
}

fn title(code: &Code) -> String {
    format!("{}: {}", code.id, code.title)
}

/// Whether the code at a position is the first of its group.
fn begins_group(at: usize) -> bool {
    let of = |at: usize| ALL.get(at).map(|code| group(code));
    at.checked_sub(1).and_then(of) != of(at)
}

/// The groups are those that the codes' first digits stand for.
fn group(code: &Code) -> &'static str {
    match code.id.get(1..2) {
        Some("0") => "Syntax",
        Some("1") => "Keys and values",
        Some("2") => "Ids and links",
        Some("3") => "Clinical content",
        Some("4") => "Language",
        Some("5") => "Figures",
        Some("6") => "Packs",
        _ => "Others",
    }
}

/// A heading as its link: small letters, a hyphen for each blank, no other signs.
fn anchor(heading: &str) -> String {
    let signs = heading.chars().filter_map(|sign| match sign {
        ' ' => Some('-'),
        sign if sign.is_alphanumeric() || sign == '-' || sign == '_' => Some(sign),
        _ => None,
    });
    signs.collect::<String>().to_lowercase()
}
