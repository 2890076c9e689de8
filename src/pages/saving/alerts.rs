//! What has to be known or decided about saving.

use leptos::prelude::*;

use super::quarantine::QuarantineNotice;
use super::removal_notice::RemovalNotice;
use super::trouble::SavingTrouble;
use super::versions::Versions;

/// All that has to be known or decided about saving, at the top of a page.
#[component]
pub(in crate::pages) fn SavingAlerts() -> impl IntoView {
    view! {
        <SavingTrouble />
        <QuarantineNotice />
        <Versions />
        <RemovalNotice />
    }
}
