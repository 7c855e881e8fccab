//! Every known way to print a value without its escape, and that it is closed.

use serde_json::json;

use super::{FORMATS, fill_source};
use crate::text::fill::TextFormat;

/// Checks that a template prints the value escaped once, or fails.
fn closed(source: &str) {
    let data = json!({ "typed": "<b>*x*", "list": ["<b>*x*"], "yes": true });
    for format in FORMATS {
        let Ok(printed) = fill_source(format, source, &data) else {
            continue;
        };
        let raw = match format {
            TextFormat::Html => printed.contains("<b>"),
            TextFormat::Markdown => {
                printed.replace("\\*", "").contains('*')
                    || printed.replace("\\<", "").contains("<b")
            }
        };
        assert!(!raw, "{format:?} {source}: {printed}");
    }
}

/// Checks that a template fails, and with which words.
fn refused(format: TextFormat, source: &str, message: &str) {
    let data = json!({ "typed": "<b>*x*", "list": ["<b>*x*"] });
    let error = fill_source(format, source, &data).expect_err(source);
    assert_eq!(error.message, message, "{source}");
    assert!(error.help.is_some(), "{source}");
}

#[test]
fn values_are_escaped_without_being_asked() {
    let data = json!({ "typed": "<a> & 'b' \"c\" *d* | e", "n": 12 });
    let source = "{{ typed }} {{ n }} {{ [typed]|join(', ') }} {{ \"<literal>\" }}";
    let html = "&lt;a&gt; &amp; &#39;b&#39; &quot;c&quot; *d* | e";
    assert_eq!(
        fill_source(TextFormat::Html, source, &data).unwrap(),
        format!("{html} 12 {html} &lt;literal&gt;")
    );
    let markdown = "\\<a> & 'b' \"c\" \\*d\\* \\| e";
    assert_eq!(
        fill_source(TextFormat::Markdown, source, &data).unwrap(),
        format!("{markdown} 12 {markdown} \\<literal>")
    );
}

#[test]
fn no_other_escape_mode() {
    let message = "`typed` is printed with the format's escape turned off or changed";
    for format in FORMATS {
        refused(
            format,
            "{% autoescape false %}{{ typed }}{% endautoescape %}",
            message,
        );
        refused(
            format,
            "{% autoescape 'none' %}{{ typed }}{% endautoescape %}",
            message,
        );
        refused(
            format,
            "{% autoescape false %}{% for a in list %}{{ typed }}{% endfor %}{% endautoescape %}",
            message,
        );
        refused(
            format,
            "{% macro m() %}{{ typed }}{% endmacro %}{% autoescape false %}{{ m() }}{% endautoescape %}",
            message,
        );
        closed("{% autoescape true %}{{ typed }}{% endautoescape %}");
        closed(
            "{% autoescape false %}{% macro m() %}{{ typed }}{% endmacro %}{% endautoescape %}{{ m() }}",
        );
    }
    refused(
        TextFormat::Markdown,
        "{% autoescape 'html' %}{{ typed }}{% endautoescape %}",
        message,
    );
    closed("{% autoescape 'html' %}{{ typed }}{% endautoescape %}");
}

#[test]
fn no_filter_marks_text_as_safe() {
    for format in FORMATS {
        for name in [
            "safe",
            "tojson",
            "escape",
            "e",
            "replace",
            "split",
            "format",
            "upper",
            "trim",
            "list",
            "indent",
            "urlencode",
        ] {
            refused(
                format,
                &format!("{{{{ typed|{name} }}}}"),
                &format!("there is no filter `{name}`"),
            );
        }
        refused(
            format,
            "{% filter safe %}{{ typed }}{% endfilter %}",
            "a `filter` block keeps what it writes",
        );
    }
}

#[test]
fn no_other_file() {
    for format in FORMATS {
        let message = "it asks for another file";
        for name in [
            "p.html",
            "p.md",
            "p.html.j2",
            "handout.html",
            "clinic/own",
            "/etc/passwd",
        ] {
            for statement in ["include", "extends"] {
                refused(format, &format!("{{% {statement} '{name}' %}}"), message);
            }
        }
        refused(format, "{% include ['p.html', 'q.html'] %}", message);
        refused(format, "{% import 'p.html' as p %}{{ p.m() }}", message);
        refused(format, "{% from 'p.html' import m %}{{ m() }}", message);
    }
    closed("{% include 'handout.html' ignore missing %}");
    closed("{% block a %}{{ typed }}{% endblock %}{{ self.a() }}");
    closed("{% autoescape false %}{% block a %}{{ typed }}{% endblock %}{% endautoescape %}");
}

/// A macro's output is not escaped again; nothing may take it apart and print the pieces as they are.
#[test]
fn escaped_text_cannot_be_taken_apart() {
    let kept = "{% macro a() %}{{ typed }}{% endmacro %}";
    for rest in [
        "{{ a() }}",
        "{{ a() ~ typed }}",
        "{{ a()[0] }}{{ a()[:9] }}{{ a()[1:] }}",
        "{% for c in a() %}{{ c }}{% endfor %}",
        "{{ a() * 2 }}",
        "{{ a()|first }}",
        "{{ a()|last }}",
        "{{ [a(), typed]|join }}",
        "{{ list|join(a()) }}",
        "{{ a()|default(typed) }}{{ none|default(typed) }}",
        "{% set b = a() %}{{ b[:9] }}",
        "{% set b %}{{ typed }}{% endset %}{{ b }}",
        "{% macro m(v) %}{{ v }}{{ caller() }}{% endmacro %}{% call m(typed) %}{{ typed }}{% endcall %}",
        "{{ {'k': typed}.k }}{{ (typed,)[0] }}",
    ] {
        closed(&format!("{kept}{rest}"));
    }
    for format in FORMATS {
        for taken in ["{{ a()[:9] }}", "{% for c in a() %}{{ c }}{% endfor %}"] {
            refused(
                format,
                &format!("{kept}{taken}"),
                "what a macro writes is not printed here",
            );
        }
    }
}

#[test]
fn only_text_and_numbers_are_printed() {
    for source in [
        "{{ list }}",
        "{{ {'a': typed} }}",
        "{{ (typed,) }}",
        "{{ [typed]|first }}{{ list|last }}",
    ] {
        closed(source);
    }
    for format in FORMATS {
        refused(
            format,
            "{{ list }}",
            "`list` is a list, and cannot be printed",
        );
    }
}
