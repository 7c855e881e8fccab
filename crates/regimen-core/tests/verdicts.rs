//! The shipped verdicts: what each exercise may go with, kept apart from the levels and limits that the engine goes
//! by. Run with `REGIMEN_WRITE=1` to write them anew, and read every line that changed: each is a clinical decision.
#![expect(clippy::expect_used, reason = "packs that cannot be read have failed")]

use std::fs;
use std::path::{Path, PathBuf};

use regimen_core::cases;
use regimen_core::check;
use regimen_core::format::case::Verdicts;
use regimen_core::source::{Sources, read_packs};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, value};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_shipped_verdicts_hold() {
    let mut sources = Sources::new();
    read_packs(&mut sources, &root().join("data")).expect("the packs can be read");
    let checked = check(&sources);
    let library = checked.library.expect("sound packs");
    let mut wrong = Vec::new();
    let mut tables = 0;
    for case in &checked.cases {
        let came = cases::verdicts(&library, case);
        tables += came.len();
        let path = &sources.file(case.file).path;
        if std::env::var_os("REGIMEN_WRITE").is_some() && !came.is_empty() {
            let text = written(sources.file(case.file).text(), &came);
            fs::write(path, text).expect("the case can be written");
            continue;
        }
        let locator = sources.locator();
        wrong.extend(cases::run(&library, case).into_iter().map(|one| {
            let line = locator.line_column(&one.place).line;
            format!("{path}:{line}: expected {}; came: {}", one.expected, one.came)
        }));
    }
    assert!(tables > 40, "only {tables} tables of verdicts");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A list with a line for each.
fn lines<'a>(all: impl Iterator<Item = &'a str>) -> Array {
    let mut list: Array = all.collect();
    for one in list.iter_mut() {
        one.decor_mut().set_prefix("\n  ");
    }
    list.set_trailing("\n");
    list.set_trailing_comma(true);
    list
}

/// A case with other verdicts: one exercise a line, so that a change can be read.
fn written(text: &str, verdicts: &[Verdicts]) -> String {
    let mut document: DocumentMut = text.parse().expect("a shipped case is TOML");
    let tables = document["expect"]["verdicts"]
        .as_array_of_tables_mut()
        .expect("the verdicts");
    for (table, came) in tables.iter_mut().zip(verdicts) {
        for key in ["limits", "out", "steps_out", "dialled"] {
            table.remove(key);
        }
        if let Some(limits) = &came.limits {
            let limits = limits.iter().map(|(axis, level)| (axis.as_str(), level.as_str()));
            table["limits"] = value(InlineTable::from_iter(limits));
        }
        for (key, out) in [
            ("out", lines(came.out.iter().map(|id| id.as_str()))),
            ("steps_out", lines(came.steps_out.iter().map(|id| id.as_str()))),
        ] {
            if !out.is_empty() {
                table[key] = value(out);
            }
        }
        if !came.dialled.is_empty() {
            let mut dialled = Table::new();
            for (id, dial) in &came.dialled {
                dialled[id.as_str()] = value(dial.as_str());
            }
            table["dialled"] = Item::Table(dialled);
        }
    }
    document.to_string()
}
