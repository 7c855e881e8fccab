//! What would work on whoever shows it, made visible.

/// A text with control characters, but for line ends, and marks of writing direction shown by number, as in `[U+0007]`: what
/// a user wrote may stand in a message.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if (letter.is_control() && letter != '\n') || is_direction(letter) {
            out.push_str(&format!("[U+{:04X}]", u32::from(letter)));
        } else {
            out.push(letter);
        }
    }
    out
}

fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}
