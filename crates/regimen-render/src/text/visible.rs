//! Characters that do not show, made to show: control characters and the marks that hide or turn text.
//!
//! A name with a right-to-left override in it prints as another name; here it prints with `[U+202E]` in its
//! place, and the clinician is told. Escaping for a format is `escape`'s job, not this module's.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value;

use crate::view::View;

/// A view as data with every hidden character made visible, and what to tell the clinician.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisibleView {
    /// The view, as a template gets it.
    pub value: Value,
    /// One warning that lists each hidden character once; none if there was none.
    pub warnings: Vec<String>,
}

/// The view as data, ready for a template of HTML or Markdown. Keys stay as they are.
///
/// # Errors
///
/// Only if the view cannot be written as JSON, which no view of ours does.
pub fn visible_view(view: &View) -> Result<VisibleView, serde_json::Error> {
    let mut value = serde_json::to_value(view)?;
    let mut found = BTreeSet::new();
    walk(&mut value, &mut found);
    break_amounts(&mut value, false);
    Ok(VisibleView {
        value,
        warnings: warnings(&found),
    })
}

/// Lets amounts break beside their numbers, those in what to change or to do on a bad day too: a telephone is narrower than some, and
/// `&nbsp;` does not read well in a note. The `notes` of an exercise are lines, those of the clinician are not.
fn break_amounts(value: &mut Value, is_amount: bool) {
    match value {
        Value::String(text) if is_amount && text.contains('\u{a0}') => *text = breakable(text),
        Value::Array(values) => values
            .iter_mut()
            .for_each(|one| break_amounts(one, is_amount)),
        Value::Object(fields) => fields.iter_mut().for_each(|(key, one)| {
            let is_amount = is_amount
                || match key.as_str() {
                    "amount" | "amounts" | "bad_day" | "change" => true,
                    "notes" => one.is_array(),
                    _ => false,
                };
            break_amounts(one, is_amount);
        }),
        _ => {}
    }
}

/// The text with a plain space for each no-break space that is beside a number or the sign between two.
fn breakable(text: &str) -> String {
    let counts = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '×');
    let mut before = None;
    let mut chars = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        let loose = c == '\u{a0}' && (counts(before) || counts(chars.peek().copied()));
        out.push(if loose { ' ' } else { c });
        before = Some(c);
    }
    out
}

/// The text with each hidden character written as `[U+XXXX]`, and the characters found, in code order.
///
/// Hidden are the control characters but tab and line feed; what Unicode lets a reader pass over, but the selectors
/// U+FE00 to U+FE0F and U+E0100 to U+E01EF, which choose the look of the sign before them; the anchors of notes, U+FFF9
/// to U+FFFB; and what is no character or has no meaning of its own, the private areas. A carriage return before a line
/// feed is a line end and is dropped without a word.
#[must_use]
pub fn visible(text: &str) -> (Cow<'_, str>, BTreeSet<char>) {
    let mut found = BTreeSet::new();
    if !text.chars().any(is_hidden) {
        return (Cow::Borrowed(text), found);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' && chars.peek() == Some(&'\n') {
            continue;
        }
        if is_hidden(c) {
            found.insert(c);
            out.push_str(&shown(c));
        } else {
            out.push(c);
        }
    }
    (Cow::Owned(out), found)
}

/// Whether a character would not show, would show differently for each reader, or would change the order in which others
/// show.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
        // The last two of each plane are no characters.
        || u32::from(c) & 0xfffe == 0xfffe
}

fn shown(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

fn walk(value: &mut Value, found: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => {
            let (shown, hidden) = visible(text);
            if let Cow::Owned(shown) = shown {
                *text = shown;
            }
            found.extend(hidden);
        }
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, found)),
        Value::Object(fields) => fields.values_mut().for_each(|field| walk(field, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn warnings(found: &BTreeSet<char>) -> Vec<String> {
    if found.is_empty() {
        return Vec::new();
    }
    let list: Vec<String> = found.iter().map(|c| shown(*c)).collect();
    vec![format!(
        "the text holds characters that do not show, printed by their code: {}",
        list.join(", ")
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_untouched_and_not_copied() {
        for text in [
            "",
            "Dead bug",
            "3 × 8 to 10\tand\nmore",
            "שלום",
            "😀 a\u{a0}b",
        ] {
            let (shown, found) = visible(text);
            assert!(matches!(shown, Cow::Borrowed(same) if same == text));
            assert!(found.is_empty());
        }
    }

    #[test]
    fn hidden_characters_show_their_code() {
        let (shown, found) = visible("a\u{202e}b\u{7}c\u{200b}d\u{feff}\u{200b}");
        assert_eq!(shown, "a[U+202E]b[U+0007]c[U+200B]d[U+FEFF][U+200B]");
        assert_eq!(
            found.into_iter().collect::<String>(),
            "\u{7}\u{200b}\u{202e}\u{feff}"
        );
    }

    #[test]
    fn the_edges_of_each_range() {
        let hidden = "\0\u{8}\u{b}\u{1f}\u{7f}\u{9f}\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{180b}\u{180f}\u{200b}\u{200f}\u{202a}\u{202e}\
            \u{2060}\u{206f}\u{3164}\u{e000}\u{f8ff}\u{fdd0}\u{fdef}\u{feff}\u{ffa0}\u{fff0}\u{fffb}\u{fffe}\u{ffff}\u{1fffe}\u{1ffff}\
            \u{e0000}\u{e00ff}\u{e01f0}\u{e0fff}\u{f0000}\u{10ffff}";
        for hidden in hidden.chars() {
            assert!(is_hidden(hidden), "{hidden:?}");
        }
        for plain in
            "\t\n ~\u{a0}\u{200a}\u{2010}\u{2029}\u{202f}\u{205f}\u{2070}\u{d7ff}\u{f900}\u{fe0f}\u{fefe}\u{fffd}\u{1fffd}\u{e0100}".chars()
        {
            assert!(!is_hidden(plain), "{plain:?}");
        }
    }

    #[test]
    fn windows_line_ends_are_line_ends() {
        let (shown, found) = visible("a\r\nb\rc");
        assert_eq!(shown, "a\nb[U+000D]c");
        assert_eq!(found.into_iter().collect::<String>(), "\r");
        assert_eq!(
            visible("a\r\nb"),
            (Cow::Owned("a\nb".to_owned()), BTreeSet::new())
        );
    }

    #[test]
    fn one_warning_lists_each_once() {
        let mut value = serde_json::json!({ "a": ["x\u{200b}", { "b": "\u{202e}\u{200b}" }], "n": 1, "z": null });
        let mut found = BTreeSet::new();
        walk(&mut value, &mut found);
        assert_eq!(
            value,
            serde_json::json!({ "a": ["x[U+200B]", { "b": "[U+202E][U+200B]" }], "n": 1, "z": null })
        );
        assert_eq!(
            warnings(&found),
            [
                "the text holds characters that do not show, printed by their code: [U+200B], [U+202E]"
            ]
        );
    }
}
