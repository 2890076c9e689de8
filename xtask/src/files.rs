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

/// Copies all files of a folder into another one, in place of what is there.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    for (file, path) in below(from)? {
        let copy = to.join(path);
        fs::create_dir_all(copy.parent().unwrap_or(to))?;
        fs::copy(file, copy)?;
    }
    Ok(())
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
