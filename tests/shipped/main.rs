//! The shipped packs and the packs of `tests`, read, planned and printed: one program, so that the PDF writer is linked once.

mod bad_days;
mod budgets;
mod cases;
mod deletions;
mod handout;
mod hostile;
mod knee;
mod mangled_packs;
mod next;
mod no_clinical_words;
mod overrides;
mod own_training;
mod packs;
mod pdf;
mod plans;
mod properties;
mod prove;
mod random_packs;
mod wording;
