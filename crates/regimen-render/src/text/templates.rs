//! Where every format takes its template from: the built-in ones, replaced by file name.
//!
//! Reading files is not done here: the caller brings a source and the path to show for it.

use std::borrow::Cow;

use crate::error::RenderError;

/// A built-in template, by its folder and name.
macro_rules! built_in {
    ($folder:literal, $name:literal) => {
        Template {
            name: $name,
            source: Cow::Borrowed(include_str!(concat!(
                "../../../../templates/",
                $folder,
                "/",
                $name
            ))),
            shown: Cow::Borrowed(concat!($name, " (built in)")),
        }
    };
}

/// One template: its source, and the name under which errors speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub(super) name: &'static str,
    pub(super) source: Cow<'static, str>,
    pub(super) shown: Cow<'static, str>,
}

impl Template {
    /// Its file name, as in `handout.html`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

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
    /// `handout.typ`, and the files that it reads.
    typst: [Template; 12],
}

impl Templates {
    /// The templates that come with the program.
    #[must_use]
    pub fn built_in() -> Self {
        Self {
            html: built_in!("html", "handout.html"),
            markdown: built_in!("markdown", "handout.md"),
            typst: [
                built_in!("pdf", "handout.typ"),
                built_in!("pdf", "base.typ"),
                built_in!("pdf", "blocks.typ"),
                built_in!("pdf", "head.typ"),
                built_in!("pdf", "overview.typ"),
                built_in!("pdf", "sessions.typ"),
                built_in!("pdf", "lights.typ"),
                built_in!("pdf", "cards.typ"),
                built_in!("pdf", "log.typ"),
                built_in!("pdf", "tables.typ"),
                built_in!("pdf", "summary.typ"),
                built_in!("pdf", "no-plan.typ"),
            ],
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
        if !self.all().any(|one| one.name == name) {
            let names: Vec<&str> = self.all().map(Template::name).collect();
            return Err(RenderError {
                template: shown,
                line: None,
                message: format!("no format has a template called `{name}`"),
                help: Some(format!("the names are {}", names.join(", "))),
            });
        }
        let text = [&mut self.html, &mut self.markdown];
        for one in text.into_iter().chain(&mut self.typst) {
            if one.name == name {
                one.source = Cow::Owned(source.into());
                one.shown = Cow::Owned(shown);
                break;
            }
        }
        Ok(self)
    }

    /// All of them: HTML, Markdown, and the Typst template's files, of which the first reads the others.
    pub fn all(&self) -> impl Iterator<Item = &Template> {
        [&self.html, &self.markdown].into_iter().chain(&self.typst)
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

    /// The Typst template, `handout.typ`, for the PDF, and after it the files that it reads.
    #[must_use]
    pub fn typst(&self) -> &[Template] {
        &self.typst
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_replaces_only_its_own() {
        let before = Templates::built_in();
        for name in before.all().map(Template::name) {
            let after = before.clone().with(name, "new", "clinic/x").expect(name);
            let pairs = before.all().zip(after.all());
            let changed: Vec<_> = pairs.filter(|(old, new)| old != new).collect();
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
             help: the names are handout.html, handout.md, handout.typ, base.typ, blocks.typ, head.typ, overview.typ, \
             sessions.typ, lights.typ, cards.typ, log.typ, tables.typ, summary.typ, no-plan.typ"
        );
    }
}
