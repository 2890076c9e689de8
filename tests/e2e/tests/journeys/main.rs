//! What visitors come for, in Chromium, in Firefox and in WebKit.

mod accessibility;
mod backing_up;
mod choosing;
mod conformance;
mod crashing;
#[cfg(target_os = "linux")]
mod deployed;
mod displaying;
mod drafting;
mod faults;
mod focus;
mod form;
mod going;
mod handing_over;
mod helping;
mod hostile;
mod keeping;
mod keyboard;
mod ladder;
mod links;
#[cfg(target_os = "linux")]
mod mail_programs;
mod offline;
#[cfg(target_os = "linux")]
mod old_chromium;
mod organising;
mod other_editions;
mod printing;
mod programs;
mod reading;
mod reflow;
mod sealed;
mod sending;
mod standing;
mod starting;
mod states;
#[cfg(target_os = "linux")]
mod surviving;
mod taking_back;
mod taking_up;

use anyhow::{Context, Result, ensure};
use domain::{Proposal, stored};
use e2e::message::SAFE_LENGTH;
use e2e::visitor::{KEY, Visitor};

/// Makes a test of each journey, as in `firefox::reading::…`: in all three browsers, in both of those that
/// every system has, or in one.
macro_rules! journeys {
    (in $module:ident, $engine:ident: $($part:ident { $($journey:ident),* $(,)? })*) => {
        mod $module {$(
            mod $part {$(
                #[test]
                fn $journey() -> anyhow::Result<()> {
                    e2e::run::journey(e2e::browser::Engine::$engine, crate::$part::$journey)
                }
            )*}
        )*}
    };
    (in both: $($part:ident { $($journey:ident),* $(,)? })*) => {
        journeys!(in chromium, Chromium: $($part { $($journey),* })*);
        journeys!(in firefox, Firefox: $($part { $($journey),* })*);
    };
    (in all: $($part:ident { $($journey:ident),* $(,)? })*) => {
        journeys!(in both: $($part { $($journey),* })*);
        journeys!(in webkit, WebKit: $($part { $($journey),* })*);
    };
}

// What depends on the engine: storage, focus, keys, the clipboard, the preview, the network, the policy, and how
// the program starts, ends, and comes back.
journeys! { in all:
    reading {
        where_the_program_cannot_run_no_field_takes_input,
    }
    going {
        going_from_page_to_page_is_noticed,
        going_back_leads_to_where_one_was,
        a_page_that_does_not_come_is_asked_for_again,
    }
    displaying {
        the_display_is_chosen_and_kept,
    }
    handing_over {
        nothing_is_lost_whatever_was_put_in_between,
    }
    faults {
        what_was_typed_into_a_page_without_program_is_not_called_saved,
        a_damaged_record_does_not_hide_the_good_one,
        a_late_journal_is_not_overwritten,
        data_that_the_visitor_erased_stays_erased,
    }
    drafting {
        typing_loses_nothing,
        what_is_moved_stays_in_view,
    }
    helping {
        a_problem_leads_into_a_folded_item,
    }
    focus {
        what_comes_in_pushes_no_focus_out_of_sight,
        no_key_leads_half_behind_the_bar,
    }
    keeping {
        a_draft_survives_a_reload,
        blocked_storage_keeps_nobody_from_writing,
        full_storage_is_said_and_mended,
        a_tab_without_changes_follows_the_other,
    }
    crashing {
        a_crash_says_whether_the_text_is_safe,
    }
    offline {
        every_page_opens_without_network,
        a_new_version_comes_when_it_is_asked_for,
        half_a_version_replaces_nothing,
        another_tab_is_not_reloaded,
        the_kill_switch_removes_everything,
    }
    sealed {
        what_is_there_to_be_read_is_painted_first,
        the_program_comes_without_disturbing_the_reader,
        changed_files_do_not_run,
        what_the_policy_forbids_is_refused_and_noted,
        a_whole_visit_stays_within_the_policy,
    }
    ladder {
        a_message_just_too_long_is_opened_short_and_copied,
    }
    keyboard {
        a_participation_is_drafted_and_arranged,
        what_is_printed_is_chosen,
    }
    standing {
        the_question_is_asked_until_it_is_answered,
    }
    taking_up {
        a_file_from_a_mail_program_is_read,
    }
    printing {
        long_links_below_other_lines_are_previewed,
    }
}

// What a browser may do in a way of its own, though hardly for its engine; and what WebKit's driver cannot do:
// keep the caret where it is, press keys twice within a moment, take a field's last change back.
mod in_two {
    journeys! { in both:
        organising {
            a_mailbox_becomes_a_board,
            it_works_without_network,
        }
        focus {
            closing_what_was_removed_keeps_a_focus,
        }
        programs {
            reading_fields_again_changes_nothing,
            a_backup_of_any_size_is_restored,
            what_programs_fill_in_is_stored,
        }
        drafting {
            a_double_click_removes_one_item,
            a_double_click_adds_one_item_and_leaves_the_focus_in_it,
            items_are_arranged_by_keyboard_alone,
        }
        taking_back {
            in_a_field_the_keys_are_the_browsers,
        }
        sending {
            awkward_texts_arrive_as_they_are,
        }
        keyboard {
            the_announcement_leads_to_the_form,
            a_problem_is_mended_and_the_message_copied,
        }
        keeping {
            of_two_versions_this_one_is_kept,
        }
    }
}

// What happens within the app or on the server, whatever the browser; and what only Chromium's driver
// can do: slow the network down, measure shifts, set the window's width and colours, print.
journeys! { in chromium_only, Chromium:
    reading {
        the_days_are_counted,
        a_draft_is_known_at_once,
        on_phones_what_is_practical_comes_first,
        who_stands_behind_the_site_is_said,
        another_edition_is_another_site,
        the_announcement_is_read_without_scripting,
    }
    going {
        every_page_has_an_address,
        a_site_below_a_path_stays_there,
        nothing_moves_while_the_app_starts,
        a_page_that_takes_long_says_so,
    }
    displaying {
        what_is_kept_by_another_program_is_no_display,
        without_scripting_no_display_is_offered,
        other_tabs_follow_the_display,
    }
    links {
        every_link_of_a_static_page_leads_somewhere,
        every_link_of_a_static_page_below_a_path_leads_somewhere,
    }
    other_editions {
        a_draft_with_days_of_another_edition_keeps_its_texts,
        a_draft_of_this_edition_stays_as_it_is,
    }
    drafting {
        a_link_gets_its_scheme_when_its_field_is_left,
        every_problem_leads_to_its_field,
    }
    starting {
        on_phones_nothing_moves_when_what_was_typed_is_saved,
        what_stands_in_the_page_is_what_the_app_makes,
    }
    handing_over {
        what_the_browser_brings_back_is_no_news,
        what_programs_fill_in_before_the_start_is_kept,
        a_composition_is_waited_for,
        a_composition_without_end_is_waited_for_a_moment,
    }
    helping {
        advice_comes_when_a_field_is_left_and_goes_when_asked,
        long_lists_fold_by_keyboard,
        the_summary_says_what_is_missing_and_leads_there,
    }
    form {
        the_first_field_is_at_hand,
        the_form_is_as_long_as_it_has_to_be,
        the_bar_is_one_row,
        what_was_left_empty_counts_as_nothing,
        folds_last,
    }
    keeping {
        of_two_versions_the_other_is_taken,
        a_record_that_cannot_be_read_is_set_aside,
    }
    choosing {
        of_two_versions_something_of_each_is_kept,
        what_is_typed_while_one_chooses_is_kept,
        a_later_release_takes_the_draft_over,
        following_another_window_moves_neither_focus_nor_caret,
    }
    taking_back {
        what_another_tab_wrote_is_not_dropped,
        what_is_written_after_erasing_is_not_dropped,
        a_pause_ends_a_burst_of_typing,
        every_change_is_taken_back_and_made_again,
        a_hundred_steps_are_taken_back,
        bursts_of_typing_are_taken_back_one_by_one,
        an_erased_draft_comes_back_whole,
    }
    backing_up {
        a_file_that_is_no_backup_changes_nothing,
        a_backup_holds_the_draft_and_says_how_old_it_is,
        a_backup_is_restored_after_a_look_at_it,
    }
    crashing {
        an_endless_crash_can_be_left,
        an_endless_crash_with_full_storage_deletes_nothing,
    }
    sealed {
        a_browser_that_hides_when_it_paints_starts_the_program,
        every_answer_says_what_the_page_may_do,
    }
    faults {
        // Firefox goes past such a worker by itself.
        a_browser_that_refuses_its_caches_uses_the_network,
        what_is_printed_moves_with_its_software,
        what_is_still_stored_is_not_called_erased,
        what_another_edition_takes_away_is_said_on_every_page,
        at_the_end_of_all_numbers_items_are_added_and_saved,
        a_late_journal_is_taken_up,
        a_download_that_failed_is_no_backup,
        two_comparisons_do_not_mix,
    }
    hostile {
        typed_in_a_link,
        in_a_file_from_a_mail_program,
        in_a_backup,
        in_the_address,
        in_what_is_stored,
        in_every_field,
        in_a_message_that_is_pasted,
    }
    sending {
        very_long_texts_arrive_as_they_are,
        every_field_arrives_in_the_message,
    }
    ladder {
        a_message_that_fits_is_opened_whole,
        a_short_message_names_goals,
        without_a_mail_program_there_are_other_ways,
        on_a_phone_everything_is_in_reach,
        a_refused_clipboard_leaves_the_text_selected,
    }
    standing {
        what_was_sent_is_the_visitors_word,
        a_change_after_sending_is_an_update,
        a_change_taken_back_is_no_change,
        the_announcement_knows_the_draft,
        a_colleague_reads_it_first,
        an_incomplete_draft_is_read_with_its_gaps,
        the_card_stands_beside_the_steps,
    }
    printing {
        what_is_printed_is_chosen_by_keyboard,
        panels_and_cards_come_out_as_previewed,
        panels_come_on_a3_as_well,
        long_texts_flow_to_further_pages,
        an_empty_draft_gives_a_blank_panel,
        paper_is_white_in_the_dark,
        the_announcement_comes_without_navigation,
        goals_are_read_at_two_metres,
        pages_with_fields_are_printed_as_the_message,
    }
    taking_up {
        a_quoted_message_becomes_the_draft,
        a_message_is_merged_point_by_point,
        what_is_no_participation_changes_nothing,
    }
    organising {
        what_cannot_be_read_is_listed,
        reading_is_stopped,
        what_is_being_read_is_erased_too,
        reading_leaves_the_focus_where_one_types,
        a_long_list_is_shown_in_parts,
        a_folder_is_read_with_those_below,
        needs_and_offers_are_sought,
        everybody_s_panels_are_printed,
        a_program_that_stops_says_what_is_lost,
        nothing_of_it_comes_before_it_is_opened,
        the_board_is_kept_only_if_asked_for,
        the_running_order_is_chosen_by_keyboard,
    }
    accessibility {
        of_every_page,
        of_drafting,
        of_sending,
        of_keeping,
        of_organising,
        of_accidents,
    }
    conformance {
        of_the_finished_pages,
        of_the_scripts_that_every_browser_runs,
    }
    programs {
        a_page_in_view_again_looks_at_the_store,
        words_stay_true_on_a_translated_page,
        a_dropped_file_goes_where_it_belongs,
        a_cache_that_keeps_an_altered_file_is_passed_by,
        a_backup_is_read_as_other_programs_leave_it,
        a_mail_link_raises_no_question,
        what_is_said_again_is_heard_again,
        half_a_letter_is_shown_and_stored_alike,
    }
    offline {
        losing_the_network_is_said_once,
        every_page_below_a_path_opens_without_network,
        an_update_waits_for_a_draft_that_is_not_saved,
        the_site_can_be_installed,
    }
    focus {
        a_list_of_versions_keeps_the_focus_while_saving,
    }
}

// What Firefox can do of it.
journeys! { in firefox_in_short, Firefox:
    accessibility { of_every_page_in_short }
    // Chromium tells the page of all that happened in the meantime.
    programs { a_page_that_comes_back_looks_at_the_store }
}

// What the browser of our own notes; and what only WebKit was seen to do.
journeys! { in webkit_only, WebKit:
    backing_up { what_is_downloaded_is_a_file_of_the_device }
    sending { a_mail_program_is_given_the_whole_link }
    offline { a_first_visit_offers_no_update }
    programs { a_page_that_comes_back_looks_at_the_store }
}

// Processes are found, and killed, as Linux does it; and servers are Linux distributions'.
#[cfg(target_os = "linux")]
mod on_linux {
    journeys! { in all:
        surviving {
            the_browser_is_killed_one_second_after_the_last_keystroke,
        }
    }
    journeys! { in chromium_only, Chromium:
        surviving {
            the_tab_is_killed_one_second_after_the_last_keystroke,
        }
        deployed {
            a_message_is_drafted_on_nginx_below_a_path,
            a_message_is_drafted_on_caddy,
            a_new_version_is_deployed_on_nginx,
        }
    }
}

/// Tests of each mail program have a module of their own, to be skipped where it is not.
#[cfg(target_os = "linux")]
macro_rules! mail_programs {
    ($($module:ident: $program:ident)*) => {$(
        mod $module {
            use e2e::mail_program::Program;

            #[test]
            fn the_message_leaves_as_it_is_and_its_answer_is_read() -> anyhow::Result<()> {
                e2e::run::journey(e2e::browser::Engine::Chromium, async |browser| {
                    crate::mail_programs::the_message_leaves_as_it_is_and_its_answer_is_read(
                        browser,
                        Program::$program,
                    )
                    .await
                })
            }
        }
    )*};
}

#[cfg(target_os = "linux")]
mail_programs! {
    in_mutt: Mutt
    in_neomutt: NeoMutt
    in_alpine: Alpine
}

/// A script for the start of pages that sets the visitor's clock to a moment where they are, as in
/// `2024-01-08T23:59`.
fn clock_at(moment: &str) -> String {
    format!(
        "{{
            const now = new Date('{moment}').getTime();
            window.Date = class extends Date {{
                constructor(...moment) {{ super(...(moment.length ? moment : [now])) }}
                static now() {{ return now }}
            }};
        }}"
    )
}

const NAME: &str = "Nom et prénom";

const OFFERS: &str = "Ce que je peux apporter (optionnel)";

const EXPECTATIONS: &str = "Attentes (optionnel)";

const ANNOUNCEMENT: &str = "Hackathon #BlueHats 🧢 9 et 10 janvier 2024";

/// The link opens, character for character, the message that is on the screen; or, where that would
/// make it too long, the short one.
async fn same_message_in_link(visitor: &Visitor<'_>) -> Result<()> {
    let screen = visitor.message_on_screen().await?;
    let link = visitor.message_in_link().await?;
    if screen.length_in_link() <= SAFE_LENGTH {
        ensure!(link == screen, "the link says {link:?}, the screen {screen:?}");
        return Ok(());
    }
    ensure!(link.length_in_link() <= SAFE_LENGTH, "the link is too long: {link:?}");
    let subject = link.subject.trim_end_matches('…');
    ensure!(link.to == screen.to && screen.subject.starts_with(subject), "{link:?}");
    ensure!(
        link.body.starts_with("Bonjour,\n\nParticipation de ")
            && link.body.ends_with("\nLe texte complet est à coller ci-dessous.\n\n"),
        "the link says {:?}",
        link.body
    );
    Ok(())
}

/// The links of the navigation that are marked as the current page.
async fn current_links(visitor: &Visitor<'_>) -> Result<Vec<String>> {
    visitor
        .see_as("return all(document, 'nav [aria-current=page]').map((a) => words(a.textContent))")
        .await
}

/// The draft that is stored now.
async fn stored_draft(visitor: &Visitor<'_>) -> Result<Proposal> {
    let text = visitor.stored(KEY).await?.context("nothing is stored")?;
    Ok(stored::decode(&text)?.proposal)
}
