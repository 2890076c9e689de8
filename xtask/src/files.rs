//! Files of a site.

use std::path::{Path, PathBuf};

use anyhow::Result;
use fs_err as fs;
use walkdir::WalkDir;

/// Writes a file, with the folders that it is in.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    Ok(fs::write(path, text)?)
}

/// Every file in a folder and in those below, in order, and its path there as addresses have it.
pub(crate) fn below(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder)?;
            let path = path.iter().map(|segment| segment.to_string_lossy()).collect::<Vec<_>>();
            files.push((entry.path().to_owned(), path.join("/")));
        }
    }
    Ok(files)
}
