//! `regimen man`.

use std::fs;

use super::*;

/// The commands that `regimen --help` names.
fn commands() -> Vec<String> {
    let help = regimen(empty().path(), &["--help"]).text();
    let (_, rest) = help.split_once("Commands:\n").unwrap();
    let (list, _) = rest.split_once("\n\n").unwrap();
    let names = list
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let names = names.filter(|name| !name.is_empty() && *name != "help");
    names.map(str::to_owned).collect()
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let folder = empty();
    let ran = regimen(folder.path(), &["man"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = ran.text();
    assert!(
        text.lines().any(|line| line.starts_with(".TH regimen 1")),
        "{text}"
    );
    let commands = commands();
    assert!(commands.len() > 15, "{commands:?}");
    for command in &commands {
        assert!(
            text.contains(&format!(".TH regimen-{command} 1")),
            "no page for {command}"
        );
        assert!(
            text.contains(&format!("regimen\\-{command}(1)")),
            "{command} is not listed"
        );
    }
    assert!(
        text.contains("Exit codes"),
        "the examples and exit codes are in it"
    );

    let ran = regimen(folder.path(), &["man", "--out", "pages/man1"]);
    assert_eq!((ran.code, ran.text().as_str()), (0, ""), "{}", ran.err);
    for command in &commands {
        let page = fs::read_to_string(
            folder
                .path()
                .join(format!("pages/man1/regimen-{command}.1")),
        )
        .unwrap();
        assert!(page.contains(&format!(".TH regimen-{command} 1")), "{page}");
    }
    assert!(folder.path().join("pages/man1/regimen.1").exists());
}
