//! "Did you mean": the nearest of the names that exist.

/// The nearest candidate, if one is near enough to be what was meant: at most a third of the
/// letters away, and never fewer than one. Ties go to the first in order.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_finds_none() {
        let known = ["flexion-provoked", "extension-provoked", "stenosis"];
        assert_eq!(nearest("flexon-provoked", known), Some("flexion-provoked"));
        assert_eq!(nearest("stenosys", known), Some("stenosis"));
        assert_eq!(nearest("golf", known), None);
        assert_eq!(nearest("", known), None);
    }
}
