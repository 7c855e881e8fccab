//! Text for a terminal: words wrapped to a width, with an indent.

/// The widest line of a text, in characters, unless a single word is wider.
pub const WIDTH: usize = 100;

/// Lines of text, each with a line end.
#[derive(Debug, Default)]
pub struct Lines {
    text: String,
}

impl Lines {
    /// No lines yet.
    pub fn new() -> Lines {
        Lines::default()
    }

    /// An empty line, unless the last one is empty or there is none.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Words after an indent; what does not fit goes on below the first word.
    pub fn add(&mut self, indent: usize, words: &str) {
        self.hang(indent, "", words);
    }

    /// A mark after an indent, and words after it; what does not fit goes on below the first word.
    pub fn hang(&mut self, indent: usize, mark: &str, words: &str) {
        let left = indent + mark.chars().count();
        let mut line = format!("{:indent$}{mark}", "");
        let mut used = left;
        let mut first = true;
        for word in words.split_whitespace() {
            let wide = word.chars().count();
            if !first && used + 1 + wide > WIDTH {
                self.push(&line);
                line = " ".repeat(left);
                used = left;
                first = true;
            }
            if !first {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += wide;
            first = false;
        }
        self.push(&line);
    }

    /// A line after an indent, as it is, however wide.
    pub fn as_is(&mut self, indent: usize, line: &str) {
        self.push(&format!("{:indent$}{line}", ""));
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }
}

/// Names in a row, as in `a, b and c`.
pub fn row<'a>(names: impl IntoIterator<Item = &'a str>, last: &str) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => (*only).to_owned(),
        Some((end, before)) => format!("{} {last} {end}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_below_the_first_one() {
        let mut lines = Lines::new();
        lines.gap();
        lines.hang(2, "1. ", &"word ".repeat(25));
        lines.gap();
        lines.gap();
        lines.add(0, "end");
        let text = lines.finish();
        assert!(text.starts_with("  1. word word"));
        assert!(text.contains("\n     word"));
        assert!(text.ends_with("word\n\nend\n"));
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH));
    }

    #[test]
    fn names_stand_in_a_row() {
        assert_eq!(row([], "or"), "");
        assert_eq!(row(["a"], "or"), "a");
        assert_eq!(row(["a", "b", "c"], "or"), "a, b or c");
    }
}
