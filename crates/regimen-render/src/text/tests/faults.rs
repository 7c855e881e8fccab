//! What the author of a template reads when it cannot be filled.

use serde_json::json;

use super::{FORMATS, fill_source, template};
use crate::text::fill::{STEPS, TextFormat, fill_within};
use crate::text::{Templates, fixture};

fn check(source: &str, expected: &str) {
    let data = json!({ "title": "T", "header": { "name": null }, "yes": true, "list": ["a"], "empty": [] });
    let error = fill_source(TextFormat::Html, source, &data).expect_err(source);
    let printed = error.to_string();
    let printed = printed
        .split_once(" cannot be filled: ")
        .map_or("", |(place, rest)| {
            assert!(place.starts_with("the template clinic/own:"), "{place}");
            assert!(error.help.is_some());
            rest
        });
    let line = error.line.map_or_else(String::new, |line| line.to_string());
    assert_eq!(format!("{line}: {printed}"), expected, "{source}");
}

const FIELDS: &str = "\n  help: the view's fields are in schemas/view.schema.json; one that a plan may lack can be asked for with `is defined`";
const SYNTAX: &str = "\n  help: values are `{{ title }}`, conditions `{% if refer %}…{% endif %}`, lists `{% for sign in stop.signs %}…{% endfor %}`";

#[test]
fn a_missing_variable_is_named_with_its_line() {
    check(
        "a\n\n{{ titel }}",
        &format!("3: the view has no `titel`{FIELDS}"),
    );
    check(
        "{{ header.nmae }}",
        &format!("1: the view has no `header.nmae`{FIELDS}"),
    );
    check(
        "{{ header.nmae.first }}",
        &format!("1: the view has no `header.nmae`{FIELDS}"),
    );
    check(
        "\n{% if header.by %}{% endif %}",
        &format!("2: the view has no `header.by`{FIELDS}"),
    );
    check(
        "{% for x in lines %}{% endfor %}",
        &format!("1: the view has no `lines`{FIELDS}"),
    );
    check(
        "{% for x in list %}\n{{ x.name }}{% endfor %}",
        &format!("2: the view has no `x.name`{FIELDS}"),
    );
    check(
        "{{ list[3] }}",
        &format!("1: the view has no `list[3]`{FIELDS}"),
    );
    check(
        "{% macro m(v) %}\n\n{{ v.a }}{% endmacro %}{{ m(header) }}",
        &format!("3: the view has no `v.a`{FIELDS}"),
    );
}

#[test]
fn what_is_not_text_says_what_to_do() {
    check(
        "{{ header.name }}",
        "1: `header.name` is printed, but nothing is given there\n  help: ask first: `{% if header.name %}…{% endif %}`",
    );
    check(
        "{{ yes }}",
        "1: `yes` is a yes or no, which is asked and not printed\n  help: ask it: `{% if yes %}…{% endif %}`",
    );
    check(
        "{{ list }}",
        "1: `list` is a list, and cannot be printed\n  help: go through it, `{% for item in list %}…{% endfor %}`, or join it, `{{ list|join(\", \") }}`",
    );
    check(
        "{{ header }}",
        &format!(
            "1: `header` is not a text, and cannot be printed\n  help: print one of its fields; {}",
            &FIELDS[9..]
        ),
    );
}

#[test]
fn unknown_names_list_the_known() {
    check(
        "{{ title|safe }}",
        "1: there is no filter `safe`\n  help: the filters are default, first, join, last, length, svg_uri; values are always escaped, and no filter goes round that",
    );
    check(
        "{{ title is string }}",
        "1: there is no test `string`\n  help: the tests are defined, none, undefined",
    );
    check(
        "{{ now() }}",
        "1: there is no function `now`\n  help: the functions are range",
    );
    check(
        "{{ title.upper() }}",
        "1: string has no method named upper\n  help: values have fields, but no methods",
    );
}

#[test]
fn a_template_comes_to_an_end() {
    check(
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "1: it takes more than 300000 steps\n  help: a handout needs far fewer: look for a loop in a loop",
    );
    let long = "\n  help: a handout needs far less: look for a loop in a loop";
    let within = "{% macro m(n) %}{{ title }}{{ m(n) }}{% endmacro %}{{ m(1) }}";
    assert!(fill_source(TextFormat::Html, within, &json!({ "title": "T" })).is_err());
    let page = format!(
        "{{% for a in range(9999) %}}{}{{% endfor %}}",
        "x".repeat(9_999)
    );
    let error = fill_source(TextFormat::Html, &page, &json!({})).expect_err("a long page");
    assert_eq!(error.message, "it writes more than 32 megabytes");
    let twice = "{% set a = [a, a]|join %}".repeat(40);
    check(
        &format!("{{% set a = title %}}{twice}"),
        "1: `join` makes a text of more than 64 kilobytes\n  help: go through the list and print each entry",
    );
    let kept = "{% set b = [a, a]|join %}".repeat(40);
    check(
        &format!(
            "{{% set a = title %}}{}{{% for n in range(9999) %}}{kept}{{% endfor %}}",
            "{% set a = [a, a]|join %}".repeat(15)
        ),
        &format!("1: it writes more than 32 megabytes{long}"),
    );
}

#[test]
fn the_built_in_templates_need_a_tenth_of_the_steps() {
    let view = serde_json::to_value(fixture::plan()).unwrap();
    let templates = Templates::built_in();
    for format in FORMATS {
        let template = template(format, &templates);
        fill_within(STEPS / 10, format, template, &view).expect("few steps");
        fill_within(10, format, template, &view).expect_err("steps count");
    }
}

#[test]
fn syntax_errors_have_a_line() {
    check(
        "\n{% if title %}",
        &format!("2: unexpected end of input, expected end of block{SYNTAX}"),
    );
    check(
        "{{ title",
        &format!("1: unexpected end of input, expected end of variable block{SYNTAX}"),
    );
    check(
        "{% include 'x' %}",
        "1: it asks for another file\n  help: a template is one file: it includes, extends and imports no other",
    );
    check(
        "{% autoescape false %}{{ title }}{% endautoescape %}",
        "1: `title` is printed with the format's escape turned off or changed\n  help: take the `autoescape` block away: a format has one escape, and every value goes through it",
    );
}
