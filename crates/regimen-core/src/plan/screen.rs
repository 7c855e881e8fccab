//! Step 1: red flags, and findings that need a clearance. One that is not cleared gives a referral.

use crate::format::screen::Urgency;
use crate::library::Library;
use crate::link::Asked;

use super::{Referral, ReferralReason};

/// Every reason to be seen first, the worst urgency first; empty if a plan may be made.
pub(super) fn refer(library: &Library, asked: &Asked) -> Vec<Referral> {
    let cleared = |id: &str| asked.cleared.iter().any(|one| one == id);
    let mut referrals: Vec<Referral> = Vec::new();
    for &key in &asked.red_flags {
        let flag = &library.red_flags[key];
        // An emergency is never cleared, whatever is on record.
        if flag.urgency == Urgency::Emergency || !cleared(flag.id.as_str()) {
            referrals.push(Referral {
                reason: ReferralReason::RedFlag(key),
                urgency: flag.urgency,
            });
        }
    }
    for key in asked.findings() {
        if let Some(clearance) = &library.findings[key].clearance
            && !clearance.by.iter().any(|id| cleared(id))
        {
            referrals.push(Referral {
                reason: ReferralReason::Clearance(key),
                urgency: clearance.urgency,
            });
        }
    }
    referrals.sort_by_key(|referral| referral.urgency);
    referrals
}
