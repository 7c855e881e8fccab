//! Where every format takes its template from: the built-in ones, replaced by file name.
//!
//! Reading files is not done here: the caller brings a source and the path to show for it.

use std::borrow::Cow;

use crate::error::RenderError;

/// The file names, in the order of [`Templates`]' fields. A test holds them to `slot`.
const NAMES: [&str; 3] = ["handout.html", "handout.md", "handout.typ"];

/// One template: its source, and the name under which errors speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub(super) source: Cow<'static, str>,
    pub(super) shown: Cow<'static, str>,
}

impl Template {
    /// The text of the template.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The path as printed in messages, as in `templates/handout.html`.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The error of a view that cannot become data.
    pub(super) fn without_view(&self, error: &serde_json::Error) -> RenderError {
        RenderError {
            template: self.shown().to_owned(),
            line: None,
            message: format!("the view cannot be written as JSON: {error}"),
            help: None,
        }
    }
}

/// The templates of all formats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Templates {
    html: Template,
    markdown: Template,
    typst: Template,
}

impl Templates {
    /// The templates that come with the program.
    #[must_use]
    pub fn built_in() -> Self {
        let built_in = |source, shown| Template {
            source: Cow::Borrowed(source),
            shown: Cow::Borrowed(shown),
        };
        Self {
            html: built_in(
                include_str!("../../../../templates/html/handout.html"),
                "handout.html (built in)",
            ),
            markdown: built_in(
                include_str!("../../../../templates/markdown/handout.md"),
                "handout.md (built in)",
            ),
            typst: built_in(
                include_str!("../../../../templates/pdf/handout.typ"),
                "handout.typ (built in)",
            ),
        }
    }

    /// The same templates with one replaced: `name` is its file name, `shown_path` what messages call it.
    /// Called twice for one name, the last holds. Which folder may bring which template is the caller's rule.
    ///
    /// # Errors
    ///
    /// If no format has a template of that name.
    pub fn with(
        mut self,
        name: &str,
        source: impl Into<String>,
        shown_path: impl Into<String>,
    ) -> Result<Self, RenderError> {
        let shown = shown_path.into();
        let Some(slot) = self.slot(name) else {
            return Err(RenderError {
                template: shown,
                line: None,
                message: format!("no format has a template called `{name}`"),
                help: Some(format!("the names are {}", NAMES.join(", "))),
            });
        };
        *slot = Template {
            source: Cow::Owned(source.into()),
            shown: Cow::Owned(shown),
        };
        Ok(self)
    }

    /// The file names that [`Templates::with`] knows.
    #[must_use]
    pub fn names() -> [&'static str; 3] {
        NAMES
    }

    /// The HTML template, `handout.html`.
    #[must_use]
    pub fn html(&self) -> &Template {
        &self.html
    }

    /// The Markdown template, `handout.md`.
    #[must_use]
    pub fn markdown(&self) -> &Template {
        &self.markdown
    }

    /// The Typst template, `handout.typ`, for the PDF.
    #[must_use]
    pub fn typst(&self) -> &Template {
        &self.typst
    }

    fn slot(&mut self, name: &str) -> Option<&mut Template> {
        match name {
            "handout.html" => Some(&mut self.html),
            "handout.md" => Some(&mut self.markdown),
            "handout.typ" => Some(&mut self.typst),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_slot_and_replaces_only_its_own() {
        let before = Templates::built_in();
        for name in Templates::names() {
            let after = before.clone().with(name, "new", "clinic/x").expect(name);
            let pairs = [
                (before.html(), after.html()),
                (before.markdown(), after.markdown()),
                (before.typst(), after.typst()),
            ];
            let changed: Vec<_> = pairs.iter().filter(|(old, new)| old != new).collect();
            assert_eq!(changed.len(), 1, "{name}");
            assert!(changed.iter().all(|(old, new)| {
                old.shown().starts_with(name) && new.source() == "new" && new.shown() == "clinic/x"
            }));
        }
    }

    #[test]
    fn an_unknown_name_is_an_error_that_lists_the_known() {
        let error = Templates::built_in()
            .with("handuot.html", "", "clinic/handuot.html")
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the template clinic/handuot.html cannot be filled: no format has a template called `handuot.html`\n  \
             help: the names are handout.html, handout.md, handout.typ"
        );
    }
}
