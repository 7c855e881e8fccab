//! The packs are embedded in the binary: a change to any of them rebuilds it.

fn main() {
    println!("cargo:rerun-if-changed=../../data");
}
