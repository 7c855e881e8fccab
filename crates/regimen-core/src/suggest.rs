//! "Did you mean": the nearest of the names that exist.

/// The nearest candidate, if one is near enough to be what was meant: at most a third of the
/// letters away, and never fewer than one. Ties go to the first in order.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    let mut nearest = None;
    // One that is not nearer than another before it does not count.
    let mut within = limit;
    for candidate in candidates {
        if let Some(distance) = distance(word, candidate, within) {
            nearest = Some(candidate);
            let Some(less) = distance.checked_sub(1) else {
                break;
            };
            within = less;
        }
    }
    nearest
}

/// How far one word is from another, if that is no more than so many letters.
fn distance(word: &str, other: &str, most: usize) -> Option<usize> {
    // Most words have too many letters that the other has not, and need no closer look.
    let is_near = at_least(word, other) <= most;
    is_near
        .then(|| strsim::damerau_levenshtein(word, other))
        .filter(|distance| *distance <= most)
}

/// How far one word is from another at least: no step takes away more than one letter or adds more than one, and letters that
/// change places are still there. Letters are counted in a few groups, which can only make words seem nearer.
fn at_least(word: &str, other: &str) -> usize {
    const GROUPS: usize = 32;
    let mut more = [0_i32; GROUPS];
    let group = |letter: char| letter as usize % GROUPS;
    for letter in word.chars() {
        more.get_mut(group(letter))
            .into_iter()
            .for_each(|one| *one += 1);
    }
    for letter in other.chars() {
        more.get_mut(group(letter))
            .into_iter()
            .for_each(|one| *one -= 1);
    }
    let sum = |sign: i32| -> i32 { more.iter().map(|one| (one * sign).max(0)).sum() };
    sum(1).max(sum(-1)).unsigned_abs() as usize
}

/// What a word is to be one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// Names that the program fixes: there are no others.
    Closed,
    /// Names that anybody adds to: one that is not there yet may have been meant.
    Open,
}

/// The candidate that a word can only be a slip of the pen for, so that it may be put right unasked.
///
/// It is the same but for capitals, or for `_` and blanks in place of hyphens. Or it is one slip away, and nothing else is within
/// two: two letters changed places, or one is missing or too many inside a word. At the beginning of a word it can make the
/// opposite (`typical`, `atypical`); at the end it makes another form (`late`, `later`), which counts only among names that are
/// closed. So does one letter for another: `adduction` and `abduction` are two things. A digit is never a slip.
pub fn meant<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    among: Among,
) -> Option<&'a str> {
    let all: Vec<&str> = candidates.into_iter().collect();
    let as_plain = plain(word);
    let same = all.iter().filter(|one| letters(one).eq(as_plain.chars()));
    match same.copied().collect::<Vec<&str>>().as_slice() {
        [] => {}
        [one] => return Some(*one),
        _ => return None,
    }
    let mut near = all
        .into_iter()
        .filter(|one| distance(word, one, 2).is_some());
    let (only, other) = (near.next()?, near.next());
    (other.is_none() && is_slip(word, only, among)).then_some(only)
}

/// A name without what a slip of the shift key, or another habit of joining words, makes of it.
pub(crate) fn plain(name: &str) -> String {
    letters(name).collect()
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    let small = name.trim().chars().flat_map(char::to_lowercase);
    small.map(|letter| match letter {
        '_' | ' ' => '-',
        other => other,
    })
}

/// Whether a word is one slip away from a name.
fn is_slip(word: &str, name: &str, among: Among) -> bool {
    let (word, name): (Vec<char>, Vec<char>) = (word.chars().collect(), name.chars().collect());
    if word.len().min(name.len()) < 3 {
        return false;
    }
    let same = word.iter().zip(&name).take_while(|(a, b)| a == b).count();
    let (word_rest, name_rest) = (word.split_at(same).1, name.split_at(same).1);
    // A letter at a position of the longer of the two, which the other one lacks.
    let is_inside = |longer: &[char], at: usize| {
        let is_word = |at: Option<usize>| {
            at.and_then(|at| longer.get(at))
                .is_some_and(|letter| letter.is_alphanumeric())
        };
        is_word(at.checked_sub(1)) && (among == Among::Closed || is_word(at.checked_add(1)))
    };
    let is_letter = |letter: &char| letter.is_alphabetic();
    match (word_rest, name_rest) {
        ([a, b, after @ ..], [c, d, name_after @ ..])
            if a == d && b == c && after == name_after =>
        {
            is_letter(a) && is_letter(b)
        }
        ([a, after @ ..], [b, name_after @ ..]) if after == name_after => {
            among == Among::Closed && word.len() >= 5 && is_letter(a) && is_letter(b)
        }
        (after, [letter, name_after @ ..]) if after == name_after => {
            is_inside(&name, same) && (is_letter(letter) || *letter == '-')
        }
        ([letter, after @ ..], name_after) if after == name_after => {
            is_inside(&word, same) && (is_letter(letter) || *letter == '-')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_finds_none() {
        let known = ["flexion-provoked", "extension-provoked", "stenosis"];
        assert_eq!(nearest("flexon-provoked", known), Some("flexion-provoked"));
        assert_eq!(nearest("stenosys", known), Some("stenosis"));
        assert_eq!(nearest("golf", known), None);
        assert_eq!(nearest("", known), None);
    }

    #[test]
    fn only_what_can_be_nothing_else_is_certain() {
        let open = |word, known: &[&'static str]| meant(word, known.iter().copied(), Among::Open);
        let closed =
            |word, known: &[&'static str]| meant(word, known.iter().copied(), Among::Closed);
        for (word, name) in [
            ("dead-bgu", "dead-bug"),
            ("daed-bug", "dead-bug"),
            ("dead-bg", "dead-bug"),
            ("dead-buug", "dead-bug"),
            ("dead-bugs", ""),
            ("dead-bu", ""),
            ("Dead_Bug", "dead-bug"),
            ("deadbug", "dead-bug"),
            ("de-adbug", ""),
            ("stenosys", ""),
            ("ead-bug", ""),
            ("dead-ug", ""),
        ] {
            let meant = open(word, &["dead-bug", "stenosis"]);
            assert_eq!(meant.unwrap_or(""), name, "{word}");
        }
        // Another thing may be meant.
        assert_eq!(open("later", &["late"]), None);
        assert_eq!(open("hip-adduction", &["hip-abduction"]), None);
        assert_eq!(open("atypical", &["typical"]), None);
        assert_eq!(open("typical", &["atypical"]), None);
        assert_eq!(open("plank-2", &["plank-1"]), None);
        assert_eq!(open("plank-2", &["plank"]), None);
        assert_eq!(open("plank2", &["plank"]), None);
        // Two are near.
        assert_eq!(open("side-plak", &["side-plank", "side-peak"]), None);
        assert_eq!(closed("res", &["reps", "sets"]), None);
        let levels = ["none", "low", "moderate", "high"];
        assert_eq!(closed("moderete", &levels), Some("moderate"));
        assert_eq!(closed("moderates", &levels), Some("moderate"));
        assert_eq!(closed("Low", &levels), Some("low"));
        assert_eq!(closed("hgih", &levels), Some("high"));
        assert_eq!(closed("non", &levels), None);
        assert_eq!(closed("lo", &levels), None);
        assert_eq!(closed("now", &levels), None);
        assert_eq!(closed("rep_s", &["reps"]), None);
        assert_eq!(closed("rest-s", &["rest_s"]), Some("rest_s"));
    }
}
