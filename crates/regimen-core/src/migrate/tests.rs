//! A step between formats of a fixture's own: it renames a key, moves a table and splits a file.

use toml_edit::Item;

use super::*;

const PACK: &str = "# What it is.\nname = \"knee\"  # short\nformat = 1  # the first\n\n# Who wrote it.\nauthors = [\"Ann\"]\n";
const MOVES: &str = "\
# Everything that moves.
title = \"Moves\"

# How to bend.
[bend]
label = \"Bend\"  # said to people
steps = [
  \"Sit.\",  # first
  \"Stand.\",
]

# How much.
[amounts]
sets = 3
";

fn files(all: &[(&str, &str)]) -> BTreeMap<String, String> {
    all.iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

/// `label` is called `name`; the amounts belong to the movement; the movement gets a file of its own.
fn first_to_second(files: &mut Files) -> Result<(), Fault> {
    let fault = |why: &str| Fault::File("moves.toml".to_owned(), why.to_owned());
    let moves = files
        .get_mut("moves.toml")
        .ok_or_else(|| fault("it is missing"))?;
    let amounts = take(moves, "amounts");
    let bend = moves.get_mut("bend").and_then(Item::as_table_mut);
    let bend = bend.ok_or_else(|| fault("no movement stands there"))?;
    rename_key(bend, "label", "name");
    if let Some((key, item)) = amounts {
        bend.insert_formatted(&key, item);
    }
    let (key, item) = take(moves, "bend").ok_or_else(|| fault("no movement stands there"))?;
    let mut own = DocumentMut::new();
    own.insert_formatted(&key, item);
    files.insert("moves/bend.toml".to_owned(), own);
    Ok(())
}

const FIXTURE: &[Step] = &[Step {
    from: 1,
    change: first_to_second,
}];

#[test]
fn a_pack_goes_up_one_format_and_keeps_its_comments() {
    let before = files(&[
        ("pack.toml", PACK),
        ("moves.toml", MOVES),
        ("axes.toml", "# Left alone.\na=1\n"),
    ]);
    let migrated = by(FIXTURE, 2, &before).unwrap();
    assert_eq!((migrated.from, migrated.to), (1, 2));
    let mut shown = String::new();
    for change in &migrated.changes {
        let was = if change.before.is_some() {
            "was there"
        } else {
            "is new"
        };
        let after = change.after.as_deref().unwrap_or("(gone)\n");
        shown.push_str(&format!("== {} {was}\n{after}", change.path));
    }
    insta::assert_snapshot!(shown, @r#"
    == moves.toml was there
    # Everything that moves.
    title = "Moves"
    == moves/bend.toml is new

    # How to bend.
    [bend]
    name = "Bend"  # said to people
    steps = [
      "Sit.",  # first
      "Stand.",
    ]

    # How much.
    [bend.amounts]
    sets = 3
    == pack.toml was there
    # What it is.
    name = "knee"  # short
    format = 2  # the first

    # Who wrote it.
    authors = ["Ann"]
    "#);
    // Line ends are a matter of the file.
    let windows: BTreeMap<String, String> = before
        .iter()
        .map(|(path, text)| (path.clone(), text.replace('\n', "\r\n")))
        .collect();
    let changes = by(FIXTURE, 2, &windows).unwrap().changes;
    for (one, other) in changes.iter().zip(&migrated.changes) {
        assert_eq!(
            one.after,
            other.after.as_ref().map(|text| text.replace('\n', "\r\n"))
        );
    }
    // Done again, there is nothing to do.
    let after: BTreeMap<String, String> = migrated
        .changes
        .into_iter()
        .filter_map(|change| Some((change.path, change.after?)))
        .collect();
    assert!(by(FIXTURE, 2, &after).unwrap().changes.is_empty());
}

#[test]
fn what_cannot_be_brought_up_is_left_with_a_reason() {
    let with = |text: &str| {
        by(
            FIXTURE,
            2,
            &files(&[("pack.toml", text), ("moves.toml", "x = 1\n")]),
        )
    };
    assert_eq!(with("format = 0\n"), Err(Fault::Unknown(0)));
    assert_eq!(with("format = -1\n"), Err(Fault::Unknown(-1)));
    assert_eq!(with("format = 99\n"), Err(Fault::Newer(99)));
    assert_eq!(with("format = \"1\"\n"), Err(Fault::NoFormat));
    assert_eq!(with("name = \"x\"\n"), Err(Fault::NoFormat));
    assert_eq!(by(FIXTURE, 2, &files(&[])), Err(Fault::NoFormat));
    assert!(matches!(with("format = 1\nx\n"), Err(Fault::NotToml(..))));
    assert!(matches!(with("format = 1\n"), Err(Fault::File(path, _)) if path == "moves.toml"));
    // A step that is missing is a format that nobody can bring up.
    assert_eq!(
        by(&[], 2, &files(&[("pack.toml", "format = 1\n")])),
        Err(Fault::Unknown(1))
    );
    let twice = files(&[("pack.toml", PACK), ("moves.toml", "a = 1\na = 2\n")]);
    assert!(matches!(by(FIXTURE, 2, &twice), Err(Fault::NotToml(path, _)) if path == "moves.toml"));
}

#[test]
fn the_steps_lead_up_to_the_format_of_this_version() {
    let from: Vec<u32> = STEPS.iter().map(|step| step.from).collect();
    let wanted: Vec<u32> = (1..FORMAT).collect();
    assert_eq!(from, wanted);
    let now = files(&[("pack.toml", PACK), ("moves.toml", "not TOML")]);
    assert_eq!(migrate(&now).unwrap().changes, []);
}
