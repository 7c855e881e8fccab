#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "tests")]
mod edits;
mod packs;
mod seen;

#[test]
fn trial() {
    let all = edits::all();
    let refs: Vec<_> = all.iter().collect();
    let seen = seen::by_what(&refs);
    let mut n = std::collections::BTreeMap::new();
    for (m, s) in all.iter().zip(&seen) {
        *n.entry((m.file.split('/').next().unwrap_or("").to_owned(), *s)).or_insert(0) += 1;
        println!("{s:?} {}", m.name);
    }
    for (k, v) in &n { println!("{k:?} {v}"); }
}
