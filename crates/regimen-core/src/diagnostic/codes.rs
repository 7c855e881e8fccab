//! Every diagnostic code, in one ordered table. A code is never reused; R105 and R607 were given once and are not now.
//!
//! `R0xx` syntax, `R1xx` schema, `R2xx` links, `R3xx` clinical, `R4xx` language, `R5xx` figures, `R6xx` packs.

use std::fmt;

/// A diagnostic code with its documentation.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The code, as in `R001`.
    pub id: &'static str,
    /// What it says, in a few words.
    pub title: &'static str,
    /// Why it matters, and how to mend it.
    pub help: &'static str,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

macro_rules! codes {
    ($($name:ident $id:literal $title:literal $help:literal)*) => {
        $(
            #[doc = concat!($id, ": ", $title, ".")]
            pub static $name: Code = Code { id: $id, title: $title, help: $help };
        )*

        /// Every code, in order.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    SYNTAX "R001" "not TOML"
        "The file breaks the rules of TOML: a quote or a bracket is missing, or a key stands twice. Mend the place that is marked; often it is the line before."
    NOT_TEXT "R002" "not a text file"
        "The file holds bytes that are no UTF-8 text. Save it as plain text in UTF-8."
    EMPTY_FILE "R003" "an empty file"
        "A file with nothing in it says nothing. Fill it or delete it."
    TOO_LARGE "R004" "a file too large"
        "A pack file is a few kilobytes of text. One over a megabyte is something else, and is not read."
    NOT_A_FILE "R005" "cannot be read"
        "A name ends in .toml but what stands there cannot be read as a file."
    WRONG_TYPE "R101" "the wrong kind of value"
        "The key needs another kind of value, for example a number without quotes, or a list in square brackets."
    MISSING_KEY "R102" "a key is missing"
        "The key is needed. Add it."
    UNKNOWN_KEY "R103" "a key that does not exist"
        "Nothing reads this key, so what it says would be lost. Mend its spelling or delete it."
    BAD_VALUE "R104" "a value that is not allowed"
        "The value is of the right kind but outside what the key takes."
    DANGLING "R201" "an id that does not exist"
        "The id names a record that no loaded pack has. Mend its spelling, or add the record."
    DUPLICATE "R202" "two records with one id"
        "An id names one record only, over all loaded packs. Rename one of them."
    FILE_NAME "R203" "the file's name is not its id"
        "A record's file is named after its id, so that it can be found."
    TOO_MANY "R204" "too many records of one kind"
        "The engine has a fixed room for this kind of record."
    BAD_PHRASE "R205" "a phrase with an unknown blank"
        "A phrase may hold only the blanks, in braces, that its description lists."
    MISSING_PHRASE "R206" "a phrase is missing"
        "Handouts need every phrase. Add it to phrases.toml."
    MISSING_FILE "R207" "a file that plans need is missing"
        "No loaded pack has this file, and no plan can be made without it."
    TWICE "R208" "the same thing twice"
        "The list names one thing twice. Delete one of them."
    NOT_IN_PLAN "R209" "an id that the plan does not have"
        "A log speaks of the sessions and exercises of its own plan. Mend the spelling, or give the plan that the log belongs to."
    DEMAND_MISSING "R301" "an exercise does not say what it asks on an axis"
        "Every axis must be named, so that nothing is allowed because somebody forgot it. If the exercise asks nothing there, write \"none\"."
    DEMAND_REASON "R302" "a moderate or high demand without a reason"
        "From moderate on, say what in the exercise asks that much: { level = \"moderate\", why = \"…\" }."
    TURN_EFFECT "R303" "a dial that does not turn anything down"
        "A dial must lower at least one axis below what the exercise asks as it stands."
    LADDER_ORDER "R304" "a ladder that goes down"
        "A higher rung must not ask less than the rung below on the axis that the ladder trains."
    NOTHING_TO_GIVE "R305" "a record without content"
        "The record names nothing to act on."
    PROGRAMME_SHAPE "R306" "a programme that does not add up"
        "Phases follow each other without gap or overlap, from week 1; the schedule names the programme's own sessions; a session has at least as many slots as it must keep."
    LIMITS_LOOSEN "R307" "a limit that grows stricter with recovery"
        "A later stage must not allow less than an earlier one."
    CLEARANCE_SHAPE "R308" "clearance that cannot work"
        "A finding that needs clearance says what counts as it, and what the referral says."
    NO_DOSE "R309" "an exercise without an amount"
        "A dose needs sets and one of reps, hold_s, distance_m or minutes."
    NO_PACE "R310" "an exercise that cannot be timed"
        "Counting repetitions or metres needs [pace], or the session's length cannot be estimated."
    AVOID_SHAPE "R311" "avoided at first, but no reason"
        "An exercise with from_stage says why in avoid_because, and the other way round."
    ESTIMATE "R312" "the session's length does not agree with its source"
        "The engine's own estimate of the session lies outside the minutes that the programme gives. Mend the doses, the pace or the minutes."
    EMERGENCY_CLEARED "R313" "an emergency cannot be cleared"
        "A red flag with urgency emergency always gives a referral; listing it in `cleared` changes nothing."
    PRESENTATION_CLASH "R314" "a presentation that asks for two things at once"
        "The presentation contradicts itself. Mend one of the two."
    STAGE_LEFT_OUT "R315" "a limit that leaves a stage out"
        "Every stage must be named, so that no limit is gone because somebody forgot it. Where there is none, write \"high\"."
    BOUT "R316" "a time at one go that cannot be"
        "A time at one go is at least a minute, and does not shorten with recovery."
    LOG_CLASH "R317" "a log that does not fit its plan"
        "Check-ins are in order of time, one a training day, in weeks that the plan has, and count an exercise as its card does."
    NOT_TRANSLATED "R401" "a text that is not translated"
        "A pack is whole in every language that its pack.toml lists, so that no handout mixes two. Add the text to the file of translations, or take the language out of `languages`."
    STALE_TRANSLATION "R402" "a translation of a text that is gone"
        "The file that it translates has no such text any more, so nobody reads this one. Write what stands there now under from, and mend to; or delete the entry."
    OTHER_BLANKS "R403" "a translation with other blanks"
        "The words in braces are blanks that are filled in. A translation has the same ones as its text, in any order, and none besides."
    OTHER_LANGUAGE "R404" "translations into a language that is not listed"
        "The folder under text/ is named after a language that pack.toml lists after the first, in which the files themselves are written."
    NOTHING_TO_TRANSLATE "R405" "a translation of a file that is not there"
        "A file of translations has the path of the file that it translates, under text/ and the language. Mend its path, or delete it."
    NO_LANGUAGE "R406" "a language that a pack does not have"
        "Every word of a plan is in one language, so all packs must have it. Ask for another one, or add translations to the pack."
    READING_GRADE "R407" "words above the reading grade"
        "The texts of one record, read together, ask for more years of school than plain-words.toml allows. Split long sentences and take shorter words, those that are shown first. The grade is a formula on lengths: it finds what is hard to read, and not everything that is hard to understand."
    LONG_SENTENCE "R408" "a sentence too long"
        "The sentence has more words than plain-words.toml allows. Make two of it, one thought each."
    JARGON "R409" "a word that people may not know"
        "plain-words.toml lists the word, with a plainer one to say. Where there is no plainer one, explain the thing in other words."
    FIGURE_FAULT "R501" "a figure that no body can do"
        "Look at it with `regimen figure`, and change the angle, the contact or the hold that the message names."
    FIGURE_EQUIPMENT "R502" "a figure that shows other equipment than the exercise lists"
        "Show what the exercise needs, and list what the figure shows."
    FIGURE_TWIN "R503" "two exercises with the same figure"
        "If they look the same, let one share the other's: figure = { same_as = \"…\" }. If not, show what is different."
    NO_PACK_FILE "R601" "a folder without pack.toml"
        "A pack is a folder with a pack.toml in it."
    BAD_VERSION "R602" "not a version"
        "Versions look like 1.2.0, and requirements like ^1.2."
    FORMAT "R603" "a format that this version cannot read"
        "The pack is written in a format that this version of regimen does not know."
    PACK_MISSING "R604" "a pack that is needed is not loaded"
        "The pack builds on another one. Add its folder, or mend the name."
    PACK_VERSION "R605" "a pack in the wrong version"
        "The pack that is loaded does not meet the version that is asked for."
    STRAY_FILE "R606" "a file that nothing reads"
        "The file is in a place where no pack file belongs, so nothing in it counts. Mend its name or its folder."
    PACK_CIRCLE "R608" "packs that build on each other in a circle"
        "Packs build on each other in one direction only."
    NOT_REQUIRED "R609" "a record from a pack that is not required"
        "A pack may point only at its own records and those of packs that it names under requires."
    PACK_TEMPLATE "R610" "a template that no pack may bring"
        "A pack's templates are handout.html and handout.md, which can only place text. A Typst document is a program: it belongs in the clinic's own folder of templates."
    TEMPLATE_CLASH "R611" "two packs with the same template"
        "Only one template of a name can hold. Load only one of the packs, or let one require the other: then its own holds."
    UNKNOWN_CODE "R612" "a code that does not exist"
        "No check reports this code, so what is said of it would be lost. Mend it: messages begin with their code, as in R408."
    LEVEL_FIXED "R613" "a level that cannot be lowered"
        "What the code reports makes content unusable or unsafe, so it stays an error for everyone. Take the line out, and mend what is reported."
    ALLOWED_WITHOUT_REASON "R614" "a warning allowed without a reason"
        "Whoever reads the file next must see why the warning does not count here. Write the reason after a colon: # allow R408: the quote is the clinic's own."
    ALLOWED_FOR_NOTHING "R615" "a comment that allows what is not reported"
        "Neither its own line nor, where it has one to itself, the next is reported with this code. Delete the comment, or put it where the warning is."
    ALLOWED_ERROR "R616" "an error that is to be allowed"
        "Only warnings can be allowed by a comment. Mend what is reported."
    BASE_MOVED "R617" "a change to a record that has moved on"
        "A pack changes a record of another one, which has a later version now. Read the record again; if the change still holds, name that version."
    CHANGED_TWICE "R618" "two packs change the same field"
        "Which of the two held would hang on the order in which packs are loaded. Take one change out, or let one pack build on the other."
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
