//! A pack's own templates: whose holds, and what is refused.

use super::*;

/// A pack's name, what it requires, and its templates with their text.
type Pack<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

/// A folder with these packs.
fn packs(packs: &[Pack<'_>]) -> tempfile::TempDir {
    let folder = empty();
    for (name, requires, templates) in packs {
        let pack = folder.path().join("packs").join(name);
        fs::create_dir_all(pack.join("templates")).unwrap();
        let manifest = fs::read_to_string(root().join("tests/packs/anyone/pack.toml")).unwrap();
        let manifest = manifest
            .replace("name = \"anyone\"", &format!("name = \"{name}\""))
            .replace("{ back-care = \"^1.0\" }", requires);
        fs::write(pack.join("pack.toml"), manifest).unwrap();
        for (file, text) in *templates {
            fs::write(pack.join("templates").join(file), text).unwrap();
        }
    }
    folder
}

const BACK_CARE: &str = "{ back-care = \"^1.0\" }";

fn printed(folder: &Path, to: &str) -> Ran {
    let args = ["handout", "-", "--packs", "packs", "--to", to];
    regimen_with(folder, &args, PLAIN)
}

/// The template that `docs/templates.md` shows.
fn shown() -> String {
    let page = fs::read_to_string(root().join("docs/templates.md")).unwrap();
    let (_, rest) = page.split_once("```jinja\n").unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_template_of_the_docs_prints_every_kind_of_sheet() {
    let folder = packs(&[("look", BACK_CARE, &[("handout.md", &shown())])]);
    let plan = printed(folder.path(), "md");
    assert_eq!((plan.code, plan.err.as_str()), (0, ""));
    let text = plan.text();
    assert!(text.starts_with("# Your back plan\n\n## "), "{text}");
    assert!(
        text.contains("\n- **") && text.lines().count() > 20,
        "{text}"
    );
    let built_in = regimen_with(folder.path(), &["handout", "-"], PLAIN).text();
    assert!(built_in != text);
    for presentation in [
        "red_flags = [\"fever\"]\nfindings = []\nstage = \"calm\"\n",
        "red_flags = [\"bladder-bowel\", \"fever\"]\nfindings = []\nstage = \"calm\"\n",
    ] {
        let args = ["handout", "-", "--packs", "packs"];
        let refer = regimen_with(folder.path(), &args, presentation);
        assert_eq!((refer.code, refer.err.as_str()), (3, ""));
        assert!(refer.text().contains(" **"), "{}", refer.text());
    }
    // The check has nothing to say of it, and it counts in the digest.
    let check = regimen(folder.path(), &["check", "packs", "--deny", "warnings"]);
    assert_eq!(check.code, 0, "{}", check.err);
    let digests = || {
        let args = ["plan", "-", "--packs", "packs", "--format", "json"];
        let plan = regimen_with(folder.path(), &args, PLAIN).text();
        let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
        plan["provenance"]["packs"].to_string()
    };
    let before = digests();
    edit(
        &folder.path().join("packs/look/templates/handout.md"),
        "# {{ title }}",
        "# {{ title }} ",
    );
    assert_ne!(before, digests());
}

#[test]
fn the_later_pack_s_template_holds_and_the_clinic_s_before_all() {
    let folder = packs(&[
        (
            "zero",
            BACK_CARE,
            &[("handout.md", "zero\n"), ("handout.html", "zero\n")],
        ),
        ("look", "{ zero = \"^1.0\" }", &[("handout.md", "look\n")]),
    ]);
    // By name `look` comes first; it builds on `zero`.
    assert_eq!(printed(folder.path(), "md").text(), "look\n");
    assert_eq!(printed(folder.path(), "html").text(), "zero\n");
    fs::create_dir(folder.path().join("own")).unwrap();
    fs::write(folder.path().join("own/handout.md"), "own\n").unwrap();
    let args = ["handout", "-", "--packs", "packs", "--templates", "own"];
    assert_eq!(regimen_with(folder.path(), &args, PLAIN).text(), "own\n");
}

#[test]
fn two_packs_that_do_not_know_each_other_cannot_both_bring_one() {
    let folder = packs(&[
        ("one", BACK_CARE, &[("handout.md", "one\n")]),
        ("two", BACK_CARE, &[("handout.md", "two\n")]),
    ]);
    let ran = printed(folder.path(), "md");
    assert_eq!(ran.code, 2);
    for part in [
        "R611",
        "`one` and `two` both bring the template `handout.md`",
        "packs/one/templates/handout.md:1:1",
        "packs/two/templates/handout.md:1:1",
    ] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
}

#[test]
fn a_typst_template_is_refused_and_other_files_are_told_of() {
    let folder = packs(&[("look", BACK_CARE, &[("handout.typ", "= Hello\n")])]);
    let ran = printed(folder.path(), "md");
    assert_eq!((ran.code, ran.text().as_str()), (2, ""));
    assert!(
        ran.err.contains("R610") && ran.err.contains("a pack brings no Typst template"),
        "{}",
        ran.err
    );
    let folder = packs(&[(
        "look",
        BACK_CARE,
        &[("handuot.md", "x\n"), ("handout.html", " \n")],
    )]);
    let ran = regimen(folder.path(), &["check", "packs"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("R606") && ran.err.contains("Did you mean `templates/handout.md`?"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("R003"), "{}", ran.err);
    fs::write(
        folder.path().join("packs/look/templates/handout.html"),
        b"\xff\xfe",
    )
    .unwrap();
    let ran = regimen(folder.path(), &["check", "packs"]);
    assert!(ran.code == 1 && ran.err.contains("R002"), "{}", ran.err);
}

#[test]
fn a_mistake_is_named_with_the_pack_s_file_the_line_and_the_variable() {
    for (template, line, words) in [
        (
            "# {{ title }}\n\n{{ titel }}\n",
            ":3",
            "the view has no `titel`",
        ),
        (
            "{{ title }}\n{% include 'x' %}\n",
            ":2",
            "it asks for another file",
        ),
        (
            "{{ title }}\n{{ title|safe }}\n",
            ":2",
            "there is no filter `safe`",
        ),
        (
            "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}\n",
            "",
            "it takes more than 300000 steps",
        ),
    ] {
        let folder = packs(&[("look", BACK_CARE, &[("handout.md", template)])]);
        let ran = printed(folder.path(), "md");
        assert_eq!((ran.code, ran.text().as_str()), (2, ""), "{template}");
        let place = format!("packs/look/templates/handout.md{line}");
        assert!(
            ran.err.contains(&place) && ran.err.contains(words),
            "{}",
            ran.err
        );
    }
}
