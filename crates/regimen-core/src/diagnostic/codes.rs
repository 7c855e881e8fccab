//! Every diagnostic code, in one ordered table. A code is never reused; R105 and R607 were given once and are not now.
//!
//! `R0xx` syntax, `R1xx` schema, `R2xx` links, `R3xx` clinical, `R4xx` language, `R5xx` figures, `R6xx` packs.
//!
//! What a code says stands in its document, `rules/R301.md` and so on.

use std::fmt;

use super::document;

/// A diagnostic code with its documentation.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The code, as in `R001`.
    pub id: &'static str,
    /// What it says, in a few words.
    pub title: &'static str,
    /// How to mend it, in a sentence or two: the first paragraph under "Mend".
    pub help: &'static str,
    /// All that there is to say of it, as Markdown: see [`document::pieces`].
    pub document: &'static str,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

macro_rules! codes {
    ($($name:ident $id:literal)*) => {
        $(
            #[doc = include_str!(concat!("../../rules/", $id, ".md"))]
            pub static $name: Code =
                document::code($id, include_str!(concat!("../../rules/", $id, ".md")));
        )*

        /// Every code, in order.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    SYNTAX "R001"
    NOT_TEXT "R002"
    EMPTY_FILE "R003"
    TOO_LARGE "R004"
    NOT_A_FILE "R005"
    WRONG_TYPE "R101"
    MISSING_KEY "R102"
    UNKNOWN_KEY "R103"
    BAD_VALUE "R104"
    DANGLING "R201"
    DUPLICATE "R202"
    FILE_NAME "R203"
    TOO_MANY "R204"
    BAD_PHRASE "R205"
    MISSING_PHRASE "R206"
    MISSING_FILE "R207"
    TWICE "R208"
    NOT_IN_PLAN "R209"
    DEMAND_MISSING "R301"
    DEMAND_REASON "R302"
    TURN_EFFECT "R303"
    LADDER_ORDER "R304"
    NOTHING_TO_GIVE "R305"
    PROGRAMME_SHAPE "R306"
    LIMITS_LOOSEN "R307"
    CLEARANCE_SHAPE "R308"
    NO_DOSE "R309"
    NO_PACE "R310"
    AVOID_SHAPE "R311"
    ESTIMATE "R312"
    EMERGENCY_CLEARED "R313"
    PRESENTATION_CLASH "R314"
    STAGE_LEFT_OUT "R315"
    BOUT "R316"
    LOG_CLASH "R317"
    NOT_TRANSLATED "R401"
    STALE_TRANSLATION "R402"
    OTHER_BLANKS "R403"
    OTHER_LANGUAGE "R404"
    NOTHING_TO_TRANSLATE "R405"
    NO_LANGUAGE "R406"
    READING_GRADE "R407"
    LONG_SENTENCE "R408"
    JARGON "R409"
    FIGURE_FAULT "R501"
    FIGURE_EQUIPMENT "R502"
    FIGURE_TWIN "R503"
    NO_PACK_FILE "R601"
    BAD_VERSION "R602"
    FORMAT "R603"
    PACK_MISSING "R604"
    PACK_VERSION "R605"
    STRAY_FILE "R606"
    PACK_CIRCLE "R608"
    NOT_REQUIRED "R609"
    PACK_TEMPLATE "R610"
    TEMPLATE_CLASH "R611"
    UNKNOWN_CODE "R612"
    LEVEL_FIXED "R613"
    ALLOWED_WITHOUT_REASON "R614"
    ALLOWED_FOR_NOTHING "R615"
    ALLOWED_ERROR "R616"
    BASE_MOVED "R617"
    CHANGED_TWICE "R618"
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
            "R001 R002 R003 R004 R005 R101 R102 R103 R104 R201 R202 R203 R204 R205 R206 R207 R208 R209 R301 R302 R303 R304 R305 \
             R306 R307 R308 R309 R310 R311 R312 R313 R314 R315 R316 R317 R401 R402 R403 R404 R405 R406 R407 R408 R409 R501 R502 R503 R601 R602 R603 R604 R605 R606 R608 R609 R610 R611 \
             R612 R613 R614 R615 R616 R617 R618"
        );
    }
}
