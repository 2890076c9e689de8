//! The pieces of HTML that finishing a build puts into the slots of `index.html`.
//!
//! Links to the site's own pages start with a `/`, as if it were published at the root of a host;
//! whoever publishes it below a folder puts the folder before them. Every value is escaped.

mod announcement;
mod head;
mod shell;
mod social;
mod start;

pub use announcement::announcement;
pub use head::{head, title};
pub use shell::{brand, contact_link, day_after, hat, licence_note, over_notice, source_link};
pub use social::{
    SOCIAL_IMAGE, SOCIAL_IMAGE_SIDES, social_image, social_image_tags, social_image_text,
};
pub use start::start;
