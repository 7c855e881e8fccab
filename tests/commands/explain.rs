//! `regimen explain`: every option that was tried, with the levels that decided and the line that each came from.

use super::*;

/// What is explained of an exercise for a presentation, with its exit code.
fn explained(presentation: &str, exercise: &str) -> (i32, String) {
    let folder = empty();
    fs::write(folder.path().join("p.toml"), presentation).unwrap();
    let ran = regimen(folder.path(), &["explain", "p.toml", exercise]);
    let text = ran.text();
    for line in text.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
    assert_eq!(ran.err, "");
    (ran.code, text)
}

#[track_caller]
fn text(presentation: &str, exercise: &str) -> String {
    let (code, text) = explained(presentation, exercise);
    assert_eq!(code, 0);
    text
}

/// Bending and heavy loads bring on the pain; a few things at home.
const HOME: &str = "red_flags = []\nfindings = [\"flexion-provoked\", \"load-provoked\"]\nstage = \"calm\"\nequipment = [\"dumbbell\", \"bench\", \"long-band\"]\n";

#[test]
fn in_as_it_is() {
    let arching = "red_flags = []\nfindings = [\"extension-provoked\"]\nstage = \"calm\"\nequipment = \"any\"\n";
    insta::assert_snapshot!(text(arching, "hip-thrust"));
}

#[test]
fn in_with_a_dial() {
    insta::assert_snapshot!(text(HOME, "ninety-ninety-hip-stretch"));
}

#[test]
fn swapped_out_with_the_whole_chain() {
    insta::assert_snapshot!(text(HOME, "trap-bar-deadlift"));
}

#[test]
fn in_instead_of_another() {
    let text = text(HOME, "light-dumbbell-romanian-deadlift");
    assert!(
        text.starts_with("Light dumbbell Romanian deadlift: in instead of Trap bar deadlift.\n"),
        "{text}"
    );
    insta::assert_snapshot!(text);
}

#[test]
fn in_no_slot_and_out_by_itself() {
    insta::assert_snapshot!(text(HOME, "romanian-deadlift"));
}

#[test]
fn left_out_of_a_closed_phase() {
    let after = "red_flags = []\nfindings = [\"post-surgical\"]\nstage = \"return\"\nweek = 13\ncleared = [\"post-surgical\"]\nequipment = [\"mini-band\"]\n";
    insta::assert_snapshot!(text(after, "trap-bar-deadlift"));
}

#[test]
fn turned_down_as_the_session_asks_too_much_together() {
    let disc = "red_flags = []\nfindings = [\"disc-related\"]\nstage = \"calm\"\ncleared = [\"disc-related\"]\nequipment = \"any\"\n";
    insta::assert_snapshot!(text(disc, "hip-thrust"));
}

#[test]
fn pinned_and_not_given_excluded_and_displaced() {
    let wishes = "red_flags = []\nfindings = []\nstage = \"calm\"\nequipment = \"any\"\nexclude = [\"plank\"]\npin = [\"sit-up\", \"conventional-deadlift\"]\n";
    insta::assert_snapshot!("pinned", text(wishes, "sit-up"));
    insta::assert_snapshot!("excluded", text(wishes, "plank"));
    insta::assert_snapshot!("displaced", text(wishes, "trap-bar-deadlift"));
}

#[test]
fn own_training_whose_volume_is_too_much_and_phases_that_differ() {
    let own = "red_flags = []\nfindings = [\"load-provoked\"]\nstage = \"calm\"\nequipment = \"any\"\ncurrent_training = [\n    { exercise = \"goblet-squat\", sets = 6, reps = 15 },\n    { exercise = \"romanian-deadlift\" },\n    { exercise = \"short-range-romanian-deadlift\" },\n    { exercise = \"bench-press\" },\n]\n";
    insta::assert_snapshot!("volume", text(own, "goblet-squat"));
    insta::assert_snapshot!("watched", text(own, "short-range-romanian-deadlift"));
}

#[test]
fn no_exercise_is_judged_without_a_plan() {
    let flag = "red_flags = [\"saddle-numbness\"]\nfindings = []\nstage = \"calm\"\n";
    let (code, text) = explained(flag, "plank");
    assert_eq!(code, 3);
    assert!(
        text.starts_with("No exercise is judged: this person is to be seen first.\n"),
        "{text}"
    );
    let nothing =
        "red_flags = []\nfindings = []\nstage = \"calm\"\nprogramme = \"after-spinal-surgery\"\n";
    let (code, text) = explained(nothing, "plank");
    assert_eq!(code, 3);
    assert!(
        text.starts_with("No exercise is judged: no programme fits"),
        "{text}"
    );
}

#[test]
fn the_same_for_programs() {
    let folder = empty();
    fs::write(folder.path().join("p.toml"), HOME).unwrap();
    let args = [
        "explain",
        "p.toml",
        "ninety-ninety-hip-stretch",
        "--format",
        "json",
    ];
    let ran = regimen(folder.path(), &args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    insta::assert_snapshot!(ran.text());
    assert_eq!(ran.text(), regimen(folder.path(), &args).text());
}

#[test]
fn every_record_points_at_its_line() {
    let folder = empty();
    copy(&root().join("data"), &folder.path().join("packs"));
    fs::write(folder.path().join("p.toml"), HOME).unwrap();
    let args = [
        "explain",
        "p.toml",
        "trap-bar-deadlift",
        "--format",
        "json",
        "--packs",
        "packs",
        "--quiet",
    ];
    let ran = regimen(folder.path(), &args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let value: serde_json::Value = serde_json::from_str(&ran.text()).unwrap();
    let mut records = Vec::new();
    gather(&value, &mut records);
    assert!(records.len() > 20);
    for record in records {
        let file = record["file"].as_str().unwrap();
        let lines = fs::read_to_string(folder.path().join(file)).unwrap();
        let line = record["line"].as_u64().unwrap() as usize;
        let line = lines.lines().nth(line - 1).unwrap();
        let pointer = record["name"].as_str().unwrap().split('#').nth(1).unwrap();
        let last = pointer.rsplit('/').next().unwrap();
        // A named value's line has its name, and a record's the header that it starts with.
        let named = line.contains(last);
        assert!(named || line.starts_with("[["), "{record}: {line}");
    }
}

fn gather<'v>(value: &'v serde_json::Value, found: &mut Vec<&'v serde_json::Value>) {
    match value {
        serde_json::Value::Object(map) => {
            if map.contains_key("line") && map.contains_key("file") {
                found.push(value);
            }
            map.values().for_each(|one| gather(one, found));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|one| gather(one, found)),
        _ => {}
    }
}

#[test]
fn a_code_is_explained_too() {
    let folder = empty();
    let ran = regimen(folder.path(), &["explain", "R304"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    insta::assert_snapshot!(ran.text());
    let ran = regimen(folder.path(), &["explain", "r304", "--format", "json"]);
    assert!(ran.text().contains("\"code\": \"R304\""), "{}", ran.text());
    let ran = regimen(folder.path(), &["explain", "R399"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("there is no code R399"), "{}", ran.err);
}

#[test]
fn wrong_use_says_what_to_name() {
    let folder = empty();
    fs::write(folder.path().join("p.toml"), PLAIN).unwrap();
    let ran = regimen(folder.path(), &["explain", "p.toml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no exercise is named"), "{}", ran.err);
    let ran = regimen(folder.path(), &["explain", "p.toml", "planks"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("Did you mean `plank`?"), "{}", ran.err);
}
