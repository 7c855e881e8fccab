//! Digests: short names for exactly this content.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

/// The SHA-256 digest of named texts, as 64 hexadecimal digits. Each text counts with its line ends
/// made LF, so that a checkout on another system gives the same digest; the order given counts.
pub fn of_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut hasher = Sha256::new();
    for (path, text) in files {
        let text = match text.contains('\r') {
            true => Cow::Owned(text.replace("\r\n", "\n")),
            false => Cow::Borrowed(text),
        };
        // Lengths go in too, so that no two different folders run together into the same bytes.
        hasher.update((path.len() as u64).to_le_bytes());
        hasher.update(path.as_bytes());
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hex(&hasher.finalize())
}

/// The SHA-256 digest of one text, as 64 hexadecimal digits.
pub fn of_text(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_do_not_count_and_names_do() {
        let lf = of_files([("a", "x\ny\n")]);
        assert_eq!(lf, of_files([("a", "x\r\ny\r\n")]));
        assert_ne!(lf, of_files([("b", "x\ny\n")]));
        assert_ne!(of_files([("a", "bc")]), of_files([("ab", "c")]));
        assert_eq!(lf.len(), 64);
    }
}
