//! The processes that a browser is made of, as Linux lists them in `/proc`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

/// The numbers of processes.
pub(crate) type Pids = BTreeSet<u32>;

/// The processes that name this profile among their arguments, and all that they started.
pub(crate) fn of_profile(profile: &Path) -> Result<Pids> {
    let profile = profile.to_string_lossy();
    let names_it = |pid: &u32| arguments(*pid).is_some_and(|text| text.contains(&*profile));
    with_what_they_started(all()?.into_iter().filter(names_it).collect())
}

/// These processes, and all that they started.
pub(crate) fn with_what_they_started(mut found: Pids) -> Result<Pids> {
    let all = all()?;
    loop {
        let is_child = |pid: &&u32| parent(**pid).is_some_and(|parent| found.contains(&parent));
        let children: Pids = all.difference(&found).filter(is_child).copied().collect();
        if children.is_empty() {
            return Ok(found);
        }
        found.extend(children);
    }
}

/// Ends processes at once; one that has ended already does not matter.
pub(crate) fn kill(pids: &Pids) -> Result<()> {
    let mut kill = Command::new("kill");
    kill.arg("-KILL").args(pids.iter().map(u32::to_string));
    kill.status().context("cannot run `kill`")?;
    Ok(())
}

/// Whether one of them still runs. One whose parent did not take note of its end does not.
pub(crate) fn any_runs(pids: &Pids) -> bool {
    pids.iter().any(|pid| stat(*pid).is_some_and(|(state, _)| state != "Z"))
}

fn all() -> Result<Pids> {
    let entries = fs::read_dir("/proc").context("cannot list the processes")?;
    let pid = |entry: fs::DirEntry| entry.file_name().to_str()?.parse().ok();
    Ok(entries.filter_map(|entry| pid(entry.ok()?)).collect())
}

fn arguments(pid: u32) -> Option<String> {
    let bytes = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn parent(pid: u32) -> Option<u32> {
    stat(pid)?.1.parse().ok()
}

/// The state of a process, and the number of its parent.
fn stat(pid: u32) -> Option<(String, String)> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name before them stands in brackets, and may hold anything.
    let mut words = text.rsplit_once(')')?.1.split_whitespace().map(str::to_owned);
    Some((words.next()?, words.next()?))
}
