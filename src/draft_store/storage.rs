//! The browser's storage, as the draft's repository wants it.

use domain::repository::{Blocked, KeyValueStore, WriteError};

use crate::platform::storage::{self, Storage};

impl KeyValueStore for Storage {
    fn read(&self, key: &str) -> Result<Option<String>, Blocked> {
        Self::read(self, key).map_err(|storage::Blocked| Blocked)
    }

    fn write(&self, key: &str, text: &str) -> Result<(), WriteError> {
        Self::write(self, key, text).map_err(|error| match error {
            storage::WriteError::Full => WriteError::Full,
            storage::WriteError::Refused => WriteError::Refused,
        })
    }

    fn remove(&self, key: &str) {
        Self::remove(self, key);
    }

    fn keys(&self) -> Vec<String> {
        Self::keys(self)
    }
}
