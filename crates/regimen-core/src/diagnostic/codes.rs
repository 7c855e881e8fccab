//! Every diagnostic code, in one ordered table. A code is never reused; R105 and R607 were given once and are not now.
//!
//! `R0xx` syntax, `R1xx` schema, `R2xx` links, `R3xx` clinical, `R4xx` language, `R5xx` figures, `R6xx` packs.
//!
//! The table says how bad each code is; what it says stands in its document, `rules/R301.md` and so on.

use std::fmt;

use super::{Severity, document};

/// A diagnostic code with its documentation.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The code, as in `R001`.
    pub id: &'static str,
    /// How bad it is, where nothing else was said.
    pub severity: Severity,
    /// What it says, in a few words.
    pub title: &'static str,
    /// How to mend it, in a sentence or two: the first paragraph under "Mend".
    pub help: &'static str,
    /// Whether `regimen check --fix` can mend what it reports: its document says how far.
    pub mends: bool,
    /// All that there is to say of it, as Markdown: see [`document::pieces`].
    pub document: &'static str,
}

impl Code {
    /// Whether a clinic must leave it at least as bad as it is: what it reports makes content unusable or unsafe. That is
    /// syntax, schema, links and packs, and the clinical errors.
    pub fn is_fixed(&self) -> bool {
        match self.id.as_bytes().get(1) {
            Some(b'0' | b'1' | b'2' | b'6') => true,
            Some(b'3') => self.severity == Severity::Error,
            _ => false,
        }
    }

    /// The code with this name.
    pub fn find(id: &str) -> Option<&'static Code> {
        ALL.iter().copied().find(|code| code.id == id)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

macro_rules! codes {
    ($($name:ident $id:literal $severity:ident)*) => {
        $(
            #[doc = include_str!(concat!("../../rules/", $id, ".md"))]
            pub static $name: Code = document::code(
                $id,
                Severity::$severity,
                include_str!(concat!("../../rules/", $id, ".md")),
            );
        )*

        /// Every code, in order.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    SYNTAX "R001" Error
    NOT_TEXT "R002" Error
    EMPTY_FILE "R003" Error
    TOO_LARGE "R004" Error
    NOT_A_FILE "R005" Error
    TOO_DEEP "R006" Error
    WRONG_TYPE "R101" Error
    MISSING_KEY "R102" Error
    UNKNOWN_KEY "R103" Error
    BAD_VALUE "R104" Error
    DANGLING "R201" Error
    DUPLICATE "R202" Error
    FILE_NAME "R203" Error
    TOO_MANY "R204" Error
    BAD_PHRASE "R205" Error
    MISSING_PHRASE "R206" Error
    MISSING_FILE "R207" Error
    TWICE "R208" Error
    NOT_IN_PLAN "R209" Error
    NAME_TWICE "R210" Warning
    REVIEW_OF_OTHER "R211" Warning
    REVIEW_TO_COME "R212" Error
    REVIEW_DUE "R213" Warning
    IN_BOTH "R214" Error
    DEMAND_MISSING "R301" Error
    DEMAND_REASON "R302" Error
    TURN_EFFECT "R303" Error
    LADDER_ORDER "R304" Error
    NOTHING_TO_GIVE "R305" Error
    PROGRAMME_SHAPE "R306" Error
    LIMITS_LOOSEN "R307" Error
    CLEARANCE_SHAPE "R308" Error
    NO_DOSE "R309" Error
    NO_PACE "R310" Error
    AVOID_SHAPE "R311" Error
    ESTIMATE "R312" Error
    EMERGENCY_CLEARED "R313" Warning
    PRESENTATION_CLASH "R314" Error
    STAGE_LEFT_OUT "R315" Error
    BOUT "R316" Error
    LOG_CLASH "R317" Error
    ANSWERS_NOTHING "R318" Warning
    NEVER_GIVEN "R319" Warning
    OUT_OF_BOUNDS "R320" Error
    NO_LIMITS "R321" Error
    NO_CITATION "R322" Error
    AVOIDED_EXERCISE "R323" Warning
    TWIN "R324" Warning
    NOTHING_LEADS_TO "R325" Warning
    EQUIPMENT_NOT_LISTED "R326" Warning
    EQUIPMENT_UNUSED "R327" Warning
    WAY_NEVER_TAKEN "R328" Warning
    NOT_TRANSLATED "R401" Error
    STALE_TRANSLATION "R402" Error
    OTHER_BLANKS "R403" Error
    OTHER_LANGUAGE "R404" Error
    NOTHING_TO_TRANSLATE "R405" Error
    NO_LANGUAGE "R406" Error
    READING_GRADE "R407" Warning
    LONG_SENTENCE "R408" Warning
    JARGON "R409" Warning
    OTHER_AMOUNT "R410" Warning
    OTHER_SIDES "R411" Warning
    FIGURE_FAULT "R501" Error
    FIGURE_EQUIPMENT "R502" Error
    FIGURE_TWIN "R503" Error
    NO_PACK_FILE "R601" Error
    BAD_VERSION "R602" Error
    FORMAT "R603" Error
    PACK_MISSING "R604" Error
    PACK_VERSION "R605" Error
    STRAY_FILE "R606" Warning
    PACK_CIRCLE "R608" Error
    NOT_REQUIRED "R609" Error
    PACK_TEMPLATE "R610" Error
    TEMPLATE_CLASH "R611" Error
    UNKNOWN_CODE "R612" Error
    LEVEL_FIXED "R613" Error
    ALLOWED_WITHOUT_REASON "R614" Error
    ALLOWED_FOR_NOTHING "R615" Warning
    ALLOWED_ERROR "R616" Error
    BASE_MOVED "R617" Warning
    CHANGED_TWICE "R618" Error
    LINK "R619" Error
    PACK_TOO_LARGE "R620" Error
    DEPRECATED "R623" Warning
    DEPRECATED_SHAPE "R624" Error
    OWN_LANGUAGE "R625" Warning
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn codes_are_unique_sorted_and_documented() {
        for pair in ALL.windows(2) {
            assert!(pair[0].id < pair[1].id, "{} then {}", pair[0], pair[1]);
        }
        for code in ALL {
            assert_eq!(code.id.len(), 4);
            assert!(
                !code.title.is_empty() && code.help.ends_with('.'),
                "{code} has no help"
            );
        }
    }

    #[test]
    fn codes_are_never_taken_back() {
        let list: Vec<&str> = ALL.iter().map(|code| code.id).collect();
        assert_eq!(
            list.join(" "),
            "R001 R002 R003 R004 R005 R006 R101 R102 R103 R104 R201 R202 R203 R204 R205 R206 R207 R208 R209 R210 R211 R212 R213 R214 R301 R302 R303 R304 R305 \
             R306 R307 R308 R309 R310 R311 R312 R313 R314 R315 R316 R317 R318 R319 R320 R321 R322 R323 R324 R325 R326 R327 R328 R401 R402 R403 R404 R405 R406 R407 R408 R409 R410 R411 R501 R502 R503 R601 R602 R603 R604 R605 R606 R608 R609 R610 R611 \
             R612 R613 R614 R615 R616 R617 R618 R619 R620 R623 R624 R625"
        );
    }
    #[test]
    fn what_can_be_lowered_is_language_figures_and_clinical_warnings() {
        let free = ALL.iter().filter(|code| !code.is_fixed());
        let free: Vec<&str> = free.map(|code| code.id).collect();
        assert_eq!(
            free.join(" "),
            "R313 R318 R319 R323 R324 R325 R326 R327 R328 R401 R402 R403 R404 R405 R406 R407 R408 R409 R410 R411 R501 R502 R503"
        );
    }
}
