//! Ways to make much out of little, or to use up the stack, and that each is closed before it begins.
//!
//! A template that means harm is refused or comes to an end; that it does neither would show as a test that hangs or a process
//! that is gone.

use serde_json::json;

use super::{FORMATS, fill_source};
use crate::text::allowed::LONGEST_KEPT;
use crate::text::fill::TextFormat;

fn data() -> serde_json::Value {
    json!({ "title": "T", "list": ["a", "b"], "n": 3, "yes": true })
}

/// What is said of a template that is refused.
fn refused(source: &str) -> String {
    let shown: String = source.chars().take(80).collect();
    match fill_source(TextFormat::Html, source, &data()) {
        Ok(_) => panic!("it is filled: {shown}"),
        Err(error) => {
            assert!(error.help.is_some(), "{shown}");
            error.message
        }
    }
}

/// That a template is filled or refused, on a stack of two megabytes, as a thread has.
fn ends(source: String) {
    let run = move || {
        for format in FORMATS {
            let _ = fill_source(format, &source, &data());
        }
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    let ended = thread.spawn(run).expect("a thread").join();
    assert!(ended.is_ok());
}

#[test]
fn nothing_doubles_a_text_or_a_list() {
    for (source, said) in [
        ("{{ title ~ title }}", "texts are put together by `~`"),
        (
            "{% set a = title + title %}",
            "`+` stands between two values that may be texts or lists",
        ),
        (
            "{% set a = list + list %}",
            "`+` stands between two values that may be texts or lists",
        ),
        ("{{ title * 100000000 }}", "a template multiplies nothing"),
        ("{{ \"x\" * 100000000 }}", "a template multiplies nothing"),
        ("{{ 2 ** 99 }}", "a template multiplies nothing"),
        (
            "{% set a = title[0:] %}",
            "what is cut out has no end that is known",
        ),
        (
            "{% set a = title[:n] %}",
            "what is cut out has no end that is known",
        ),
        (
            "{% set a = title[:101] %}",
            "what is cut out has no end that is known",
        ),
        (
            "{% set a = title[:3:2] %}",
            "what is cut out has no end that is known",
        ),
    ] {
        assert_eq!(refused(source), said, "{source}");
    }
}

#[test]
fn no_list_is_kept() {
    let kept = "a list or a table is written where it is kept";
    for source in [
        "{% set a = [list, list] %}",
        "{% set a = [list, list]|default(1) %}",
        "{% set a = (title, title) %}",
        "{% set a = title, title %}",
        "{% set a = {'a': title} %}",
        "{% for a in [[list, list]] %}{% endfor %}",
        "{{ [[title]]|length }}",
        "{{ title in [[title]] }}",
        "{% macro m(a) %}{% endmacro %}{{ m([title]) }}",
        "{% macro m(a=[1]) %}{% endmacro %}{{ m() }}",
        "{% with a = [title] %}{% endwith %}",
        "{% set a = [title] if yes else 1 %}",
        "{% if list == [title] %}{% endif %}",
        "{{ title|default([title]) }}",
        "{{ 1 if title is defined([1]) }}",
    ] {
        assert_eq!(refused(source), kept, "{source}");
    }
    let range = "`range` makes a list where none is gone through";
    for source in [
        "{% set a = range(9) %}",
        "{% set a = range %}",
        "{{ range(9)|default(1) }}",
        "{% if range(9) == range(9) %}{% endif %}",
    ] {
        assert_eq!(refused(source), range, "{source}");
    }
    let long = format!("{{% for a in [{}] %}}{{% endfor %}}", "1,".repeat(40));
    assert!(fill_source(TextFormat::Html, &long, &data()).is_ok());
}

#[test]
fn what_a_template_needs_is_there() {
    for (source, printed) in [
        ("{{ loop }}", None),
        (
            "{% for a in list %}{{ loop.index0 + 1 }}{% endfor %}",
            Some("12"),
        ),
        ("{{ title[:1] }}{{ list[:1]|join }}", Some("Ta")),
        ("{{ [title, n, list[0]]|join(', ') }}", Some("T, 3, a")),
        ("{% for a in [title, n] %}{{ a }}{% endfor %}", Some("T3")),
        ("{% for a in range(n) %}{{ a }}{% endfor %}", Some("012")),
        (
            "{% if title in ['S', 'T'] and n not in [1] %}yes{% endif %}",
            Some("yes"),
        ),
        (
            "{% macro m(a, b='x') %}{{ a }}{{ b }}{% endmacro %}{{ m(n) }}",
            Some("3x"),
        ),
        ("{{ list|join(1) }}", Some("a1b")),
    ] {
        let filled = fill_source(TextFormat::Html, source, &data());
        assert_eq!(filled.ok().as_deref(), printed, "{source}");
    }
}

#[test]
fn join_takes_texts_and_numbers() {
    for source in [
        "{{ [list]|join }}",
        "{{ [yes]|join }}",
        "{{ [none]|join }}",
        "{{ list|join(list) }}",
    ] {
        assert!(refused(source).contains("printed"), "{source}");
    }
    assert_eq!(
        refused("{{ title|join }}"),
        "`join` takes a list, not a string"
    );
}

#[test]
fn what_is_kept_comes_in_small_pieces() {
    let long = "x".repeat(LONGEST_KEPT + 1);
    for source in [
        format!("{{% macro m() %}}{long}{{% endmacro %}}"),
        format!(
            "{{% macro m() %}}{{% for a in list %}}{{% if a %}}{long}{{% endif %}}{{% endfor %}}{{% endmacro %}}"
        ),
        format!("{{% macro m() %}}{{% endmacro %}}{{% call m() %}}{long}{{% endcall %}}"),
    ] {
        assert_eq!(
            refused(&source),
            "a text in a macro is longer than 256 bytes"
        );
    }
    assert!(fill_source(TextFormat::Html, &long, &data()).is_ok());
}

/// What is long can be searched, compared and measured, all in one step.
#[test]
fn no_long_text_is_kept() {
    let called = "what a macro writes is not printed here";
    let addressed = "`svg_uri` makes a long text where none is printed";
    let macros = "{% macro m() %}{% endmacro %}";
    for (source, said) in [
        (
            "{% set a %}{{ title }}{% endset %}",
            "a `set` block keeps what it writes",
        ),
        (
            "{% filter default %}{{ title }}{% endfilter %}",
            "a `filter` block keeps what it writes",
        ),
        ("{% set a = m() %}", called),
        ("{{ m()|default(1) }}", called),
        ("{% if m() == title %}{% endif %}", called),
        ("{{ title in m() }}", called),
        ("{{ [m()]|join }}", called),
        ("{{ m(m()) }}", called),
        ("{{ m() if m() else 1 }}", called),
        ("{% for a in m() %}{% endfor %}", called),
        ("{% set a = title|svg_uri %}", addressed),
        ("{{ title|svg_uri|svg_uri }}", addressed),
        ("{{ title|svg_uri|default(1) }}", addressed),
        ("{{ title|length }}", "`length` takes a list, not a string"),
    ] {
        assert_eq!(refused(&format!("{macros}{source}")), said, "{source}");
    }
    let quote = "x".repeat(1_001);
    let said = "a text in quotes is longer than 1000 bytes";
    assert_eq!(refused(&format!("{{{{ '{quote}' }}}}")), said);
    for (source, printed) in [
        ("{{ m() }}{{ m() if yes else 1 }}", ""),
        ("{{ title|svg_uri }}", "data:image/svg+xml,T"),
        (
            "{% for a in list %}{% if loop.changed(a) %}{{ loop.cycle(1, 2) }}{% endif %}{% endfor %}",
            "12",
        ),
        ("{{ list|length }}", "2"),
    ] {
        let filled = fill_source(TextFormat::Html, &format!("{macros}{source}"), &data());
        assert_eq!(filled.ok().as_deref(), Some(printed), "{source}");
    }
}

#[test]
fn a_template_is_not_too_large() {
    assert_eq!(
        refused(&" ".repeat(300_000)),
        "it is longer than 256 kilobytes"
    );
}

#[test]
fn nothing_uses_up_the_stack() {
    let many = 20_000;
    for (before, again, after) in [
        ("{{ ", "(", ""),
        ("{{ ", "[", ""),
        ("{{ ", "not ", "yes }}"),
        ("{{ ", "- ", "n }}"),
        ("{{ n", " - 1", " }}"),
        ("{{ yes", " and yes", " }}"),
        ("{{ title", ".a", " }}"),
        ("{{ title", "[0]", " }}"),
        ("{{ title", "|default(1)", " }}"),
        ("{{ title", " is defined", " }}"),
        ("{{ title", "()", " }}"),
        ("{{ 1", " if yes else 1", " }}"),
        ("{{ 1", " < 2", " }}"),
        ("{% if yes %}", "{% elif yes %}", "{% endif %}"),
        ("", "{% if yes %}", ""),
        ("", "{% for a in list %}", ""),
        ("", "{% macro m() %}", ""),
        ("{% filter default", "|default", "%}{% endfilter %}"),
        ("", "{% call m() %}", ""),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "", ""),
        (
            "{% macro m(a) %}{% call m(a) %}{{ m(a) }}{% endcall %}{% endmacro %}{{ m(1) }}",
            "",
            "",
        ),
        (
            "{% for a in list recursive %}{{ loop(list) }}{% endfor %}",
            "",
            "",
        ),
        ("", "{% block a %}", ""),
        ("{% raw %}", "{{", ""),
        ("", "{#", ""),
    ] {
        ends(format!(
            "{before}{}{after}",
            again.repeat(many / again.len().max(1))
        ));
        // As deep as is let through.
        ends(format!("{before}{}{after}", again.repeat(30)));
        ends(format!("{before}{}{after}", again.repeat(90)));
    }
    let within = "{% if yes %}".repeat(140) + &"{% elif yes %}".repeat(99);
    ends(within);
}
