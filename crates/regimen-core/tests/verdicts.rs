//! The shipped verdicts: what each exercise may go with, kept apart from the levels and limits that the engine goes
//! by. Run with `REGIMEN_WRITE=1` to write them anew, and read every line that changed: each is a clinical decision.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "packs that cannot be read have failed"
)]

use std::fs;
use std::path::{Path, PathBuf};

use regimen_core::cases;
use regimen_core::check;
use regimen_core::diagnostic::codes;
use regimen_core::format::Kind;
use regimen_core::format::case::Verdicts;
use regimen_core::layout::layout;
use regimen_core::level::Level;
use regimen_core::source::{Content, Sources, read_packs};
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
            format!(
                "{path}:{line}: expected {}; came: {}",
                one.expected, one.came
            )
        }));
    }
    assert!(tables > 40, "only {tables} tables of verdicts");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The trial in `mutants` is a sample: what it would take long to find by chance is asked here of all.
#[test]
fn each_finding_has_verdicts_in_each_stage_and_each_axis_at_each_limit() {
    let mut sources = Sources::new();
    read_packs(&mut sources, &root().join("data")).expect("the packs can be read");
    let checked = check(&sources);
    let library = checked.library.expect("sound packs");
    let tables: Vec<(Vec<&str>, &Verdicts)> = checked
        .cases
        .iter()
        .flat_map(|case| {
            let ticked = case.written.presentation.findings.iter();
            let ticked: Vec<&str> = ticked.map(|one| one.id().as_str()).collect();
            let all = case.written.expect.verdicts.iter();
            all.map(move |one| (ticked.clone(), one))
        })
        .filter(|(_, one)| one.only.is_empty())
        .collect();
    let mut missing = Vec::new();
    for finding in library.findings.ids() {
        for stage in library.stages.rows() {
            let there = tables.iter().any(|(ticked, one)| {
                ticked == &[finding]
                    && one.stage.as_ref() == Some(&stage.id)
                    && one.limits.is_some()
            });
            if !there {
                missing.push(format!("{finding}, {}", stage.id));
            }
        }
    }
    for (axis, record) in library.axes.iter() {
        let asked = library.exercises.rows().iter();
        let asked = asked.map(|one| one.demands.get(axis.index()));
        let most = asked.max().unwrap_or(Level::None);
        for level in Level::ALL.into_iter().filter(|&level| level < most) {
            let there = tables.iter().any(|(ticked, one)| {
                let only = one.tolerance.len() == 1;
                ticked.is_empty() && only && one.tolerance.get(&record.id) == Some(&level)
            });
            if !there {
                missing.push(format!("{}, {} at most", record.id, level.as_str()));
            }
        }
    }
    assert!(missing.is_empty(), "no verdicts for: {missing:#?}");
}

/// The shipped packs with a text in place of another in one of their files.
fn edited(file: &str, from: &str, to: &str) -> Sources {
    let mut read = Sources::new();
    read_packs(&mut read, &root().join("data")).expect("the packs can be read");
    let mut sources = Sources::new();
    for (_, folder) in read.folders() {
        let files = folder.files.iter().map(|&one| {
            let one = read.file(one);
            let mut text = one.text().to_owned();
            if one.inner == file {
                assert!(text.contains(from), "`{from}` is not in {file}");
                text = text.replacen(from, to, 1);
            }
            (one.inner.clone(), Content::Text(text))
        });
        sources.add_pack(folder.path.clone(), false, files);
    }
    sources
}

/// What the cases say of edited packs: file, what stands in the line, and what came.
fn said(sources: &Sources) -> Vec<String> {
    let checked = check(sources);
    let library = checked.library.expect("sound packs");
    let locator = sources.locator();
    let failures = checked
        .cases
        .iter()
        .flat_map(|case| cases::run(&library, case));
    failures
        .map(|one| {
            let file = sources.file(one.place.file);
            let line = locator.line_column(&one.place).line;
            let line = file.text().lines().nth(line - 1).unwrap_or("").trim();
            format!("{} {line}: {}; {}", file.inner, one.expected, one.came)
        })
        .collect()
}

#[test]
fn a_difference_is_said_with_its_line_its_levels_and_its_limits() {
    let sit_up = "exercises/sit-up.toml";
    let says = |file: &str, from: &str, to: &str, wanted: &str| {
        let said = said(&edited(file, from, to));
        assert!(said.iter().any(|one| one == wanted), "{said:#?}");
    };
    says(
        sit_up,
        "flexion = { level = \"high\"",
        "flexion = { level = \"moderate\"",
        "cases/verdicts-flexion-provoked.toml \"sit-up\",: sit-up out; it fits as it is: \
         flexion is moderate and may be moderate",
    );
    says(
        sit_up,
        "upright = \"none\"",
        "upright = \"low\"",
        "cases/verdicts-own-upright.toml [[expect.verdicts]]: sit-up as it is: it is not named here; \
         it is out: upright is low and may be none",
    );
    says(
        "exercises/cat-cow.toml",
        "sets_demand = { flexion = \"low\", extension = \"low\" }",
        "sets_demand = { flexion = \"low\" }",
        "cases/verdicts-extension-provoked.toml cat-cow = \"small-range\": cat-cow only with its dial small-range; \
         it fits only with its dial cat-half: as it is, extension is moderate and may be low",
    );
    says(
        "ladders/golf.toml",
        "demands = { extension = \"low\", compression = \"low\"",
        "demands = { extension = \"none\", compression = \"low\"",
        "cases/verdicts-steps.toml \"half-swings\",: the step half-swings out; \
         it fits: extension is none and may be none",
    );
}

#[test]
fn what_verdicts_name_must_exist() {
    for (from, to, wanted) in [
        ("stage = \"calm\"", "stage = \"clam\"", "`calm`"),
        ("{ flexion = \"low\"", "{ flexon = \"low\"", "`flexion`"),
        ("\"crunch\"", "\"cruch\"", "`crunch`"),
        ("back-squat =", "back-squt =", "`back-squat`"),
        ("\"shallower\"", "\"shalower\"", "`shallower`"),
    ] {
        let sources = edited("cases/verdicts-flexion-provoked.toml", from, to);
        let checked = check(&sources);
        let [one] = checked.problems.as_slice() else {
            panic!("{to}: {:#?}", checked.problems);
        };
        assert_eq!(one.code.id, codes::DANGLING.id);
        let help = one.help.as_deref().unwrap_or("");
        assert!(help.contains(wanted), "{to}: {help}");
    }
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
            let limits = limits
                .iter()
                .map(|(axis, level)| (axis.as_str(), level.as_str()));
            table["limits"] = value(InlineTable::from_iter(limits));
        }
        for (key, out) in [
            ("out", lines(came.out.iter().map(|id| id.as_str()))),
            (
                "steps_out",
                lines(came.steps_out.iter().map(|id| id.as_str())),
            ),
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
    layout(Some(Kind::Case), &document.to_string()).expect("what was written is TOML")
}
