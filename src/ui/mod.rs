//! What pages are made of: components that take labels, signals and callbacks and render HTML.
//!
//! They know nothing of participations (`tests/layers.rs` holds that). What they need of the browser
//! beyond their own elements (the focus, the clipboard, files) they have from `platform`.

mod alert;
mod button;
mod checkbox;
mod choices;
mod collapsible_item;
mod copy_button;
mod download_button;
mod error_summary;
mod fieldset;
mod file_picker;
mod item_toolbar;
mod radio_group;
mod select;
mod show;
mod text_field;

pub use self::alert::{Alert, Severity};
pub use self::button::{Button, ButtonVariant};
pub use self::checkbox::Checkbox;
pub use self::collapsible_item::CollapsibleItem;
pub use self::copy_button::{CopyButton, CopyGroup, CopyOutcome, Copying};
pub use self::download_button::{DownloadButton, FileKind, RefusalNote};
pub use self::error_summary::{ErrorSummary, SummaryEntry};
pub use self::fieldset::{Fieldset, FieldsetLevel};
pub use self::file_picker::{FileChoice, FilePicker};
pub use self::item_toolbar::{ItemToolbar, MoveButtons};
pub use self::radio_group::RadioGroup;
pub use self::select::Select;
pub use self::show::Show;
pub use self::text_field::{ReadOnlyField, TextField, TextKind};
