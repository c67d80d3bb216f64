//! The profile library: the profiles in the app's folder and files opened from other places.

#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::file_name;
use super::model::Profile;
use super::store::{self, SUFFIX, StoreError};
use crate::file::bounded_read::read_within;
use crate::file::open_files;
use crate::file::private_access::private_folder;

/// A profile in the library.
#[derive(Debug)]
pub struct ProfileEntry {
    /// The file name without its suffix, or the whole path of a file outside the app's folder.
    pub id: String,
    /// The profile's file.
    pub path: PathBuf,
    /// The profile, or why it cannot be read.
    pub profile: Result<Profile, StoreError>,
}

/// A deletion by [`Library::delete`] that [`Library::restore`] can undo. Cannot be constructed from untrusted paths or
/// names.
#[derive(Debug)]
pub struct Deleted(ProfileLocation);

#[derive(Debug)]
enum ProfileLocation {
    Trash { id: String, file: PathBuf },
    Elsewhere(PathBuf),
}

/// The app's folder of profiles and the list of files opened from other places.
#[derive(Debug, Clone)]
pub struct Library {
    folder: PathBuf,
}

/// File with the paths opened from other places, one per line.
const ELSEWHERE: &str = "opened-elsewhere.txt";
/// Size limit in bytes; the app does not write longer lists.
const MAX_ELSEWHERE: u64 = 4 << 20;
/// Folder that keeps deleted profiles for [`KEPT_FOR`].
const TRASH: &str = "deleted";
/// How long the file of a deleted profile is kept.
pub const KEPT_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl Library {
    /// Opens the library, creating its folder if needed.
    pub fn open(folder: impl Into<PathBuf>) -> io::Result<Library> {
        let folder = folder.into();
        private_folder(&folder)?;
        Ok(Library { folder })
    }

    /// Lists all profiles by name, those in the app's folder first.
    pub fn list(&self) -> Vec<ProfileEntry> {
        let mut own: Vec<ProfileEntry> = fs::read_dir(&self.folder)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|file| self.entry(file.path()))
            .collect();
        own.sort_by_key(|entry| match &entry.profile {
            Ok(profile) => profile.name.to_lowercase(),
            Err(_) => entry.id.to_lowercase(),
        });
        own.extend(self.elsewhere().into_iter().map(|path| ProfileEntry {
            id: path.display().to_string(),
            profile: store::load(&path),
            path,
        }));
        own
    }

    fn entry(&self, path: PathBuf) -> Option<ProfileEntry> {
        let name = path.file_name()?.to_str()?;
        let id = name.strip_suffix(SUFFIX)?.to_owned();
        // Temporary files of atomic saves start with a dot.
        let listed = !id.is_empty() && !id.starts_with('.');
        listed.then(|| ProfileEntry { id, profile: store::load(&path), path })
    }

    /// Resolves an id to its file. An id can only name a file in the app's folder or one that was opened from
    /// elsewhere.
    pub fn path(&self, id: &str) -> Result<PathBuf, StoreError> {
        let path = Path::new(id);
        if path.is_absolute() && self.elsewhere().iter().any(|known| known == path) {
            return Ok(path.to_owned());
        }
        match is_plain(id) {
            true => Ok(self.folder.join(format!("{id}{SUFFIX}"))),
            false => Err(StoreError::Missing { path: path.to_owned() }),
        }
    }

    /// Loads a profile.
    pub fn load(&self, id: &str) -> Result<ProfileEntry, StoreError> {
        let path = self.path(id)?;
        let profile = store::load(&path)?;
        Ok(ProfileEntry { id: id.to_owned(), path, profile: Ok(profile) })
    }

    /// Saves a profile to its file; `None` creates a file named after the profile.
    pub fn save(&self, id: Option<&str>, profile: &Profile) -> Result<ProfileEntry, StoreError> {
        let id = match id {
            Some(id) => id.to_owned(),
            None => self.free_id(&profile.name),
        };
        let path = self.path(&id)?;
        match Path::new(&id).is_absolute() {
            true => store::save(&path, profile)?,
            false => store::save_private(&path, profile)?,
        }
        Ok(ProfileEntry { id, path, profile: Ok(profile.clone()) })
    }

    /// Loads a file from outside the app's folder and adds it to the list.
    pub fn open_elsewhere(&self, path: &Path) -> Result<ProfileEntry, StoreError> {
        store::load(path)?;
        self.load(&self.add(path)?)
    }

    /// Adds a file to the list, valid or not, and returns its id. A file in the app's folder is listed already.
    pub fn add(&self, path: &Path) -> Result<String, StoreError> {
        let io = |source| StoreError::Io { path: path.to_owned(), source };
        let path = path.canonicalize().map_err(io)?;
        // The list holds one path per line.
        if path.to_str().is_none_or(|text| text.contains(['\n', '\r'])) {
            let what =
                "a path with a line break or without UTF-8 cannot be listed; rename it".to_owned();
            return Err(StoreError::NotAFile { path, what });
        }
        if path.parent() == self.folder.canonicalize().ok().as_deref()
            && let Some(entry) = self.entry(path.clone())
        {
            return Ok(entry.id);
        }
        let mut known = self.elsewhere();
        if !known.contains(&path) {
            known.push(path.clone());
            self.remember(&known).map_err(io)?;
        }
        Ok(path.display().to_string())
    }

    /// Saves a profile to a file outside the app's folder and adds that file to the list.
    pub fn save_elsewhere(
        &self,
        path: &Path,
        profile: &Profile,
    ) -> Result<ProfileEntry, StoreError> {
        store::save(path, profile)?;
        self.open_elsewhere(path)
    }

    /// Imports a copy of a file into the app's folder.
    pub fn import(&self, path: &Path) -> Result<ProfileEntry, StoreError> {
        let profile = store::load(path)?;
        self.save(None, &profile)
    }

    /// Deletes a profile by moving its file to the trash. A file outside the app's folder is only removed from the
    /// list.
    pub fn delete(&self, id: &str) -> Result<Deleted, StoreError> {
        let path = self.path(id)?;
        let io = |source| StoreError::Io { path: path.clone(), source };
        if Path::new(id).is_absolute() {
            let mut known = self.elsewhere();
            known.retain(|known| *known != path);
            self.remember(&known).map_err(io)?;
            return Ok(Deleted(ProfileLocation::Elsewhere(path)));
        }
        let trash = self.folder.join(TRASH);
        private_folder(&trash).map_err(io)?;
        // Files deleted earlier under the same name are kept, too.
        let numbered = (1..).map(|n| trash.join(format!("{id}~{n}{SUFFIX}")));
        let first = trash.join(format!("{id}{SUFFIX}"));
        let place = std::iter::once(first.clone()).chain(numbered).find(|place| !place.exists());
        let place = place.unwrap_or(first);
        open_files::move_to(&path, &place).map_err(io)?;
        // The modification time records when the file was deleted. If it cannot be set, the older time removes the file
        // sooner.
        let _ = set_modified(&place, SystemTime::now());
        Ok(Deleted(ProfileLocation::Trash { id: id.to_owned(), file: place }))
    }

    /// Permanently removes profiles that were deleted more than [`KEPT_FOR`] ago and returns how many. A file that
    /// cannot be removed does not affect the others.
    pub fn empty_trash(&self, now: SystemTime) -> usize {
        let files = fs::read_dir(self.folder.join(TRASH)).into_iter().flatten().flatten();
        let is_old = |file: &fs::DirEntry| {
            let name = file.file_name();
            let found = file.metadata().ok().filter(|found| found.is_file());
            let modified = found.and_then(|found| found.modified().ok());
            name.to_string_lossy().ends_with(SUFFIX)
                && modified
                    .is_some_and(|at| now.duration_since(at).is_ok_and(|age| age >= KEPT_FOR))
        };
        files.filter(is_old).filter(|file| open_files::remove(&file.path()).is_ok()).count()
    }

    /// Undoes [`Library::delete`].
    pub fn restore(&self, deleted: &Deleted) -> Result<ProfileEntry, StoreError> {
        let (id, trashed) = match &deleted.0 {
            ProfileLocation::Elsewhere(path) => return self.open_elsewhere(path),
            ProfileLocation::Trash { id, file } => (id, file),
        };
        let path = self.path(id)?;
        if path.exists() {
            // A profile was saved under the same name since; keep both.
            let profile = store::load(trashed)?;
            return self.save(None, &profile);
        }
        open_files::move_to(trashed, &path).map_err(|source| StoreError::Io { path, source })?;
        self.load(id)
    }

    fn elsewhere(&self) -> Vec<PathBuf> {
        let text = read_within(&self.folder.join(ELSEWHERE), MAX_ELSEWHERE).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        text.lines().filter(|line| !line.is_empty()).map(PathBuf::from).collect()
    }

    fn remember(&self, paths: &[PathBuf]) -> io::Result<()> {
        let text: String = paths.iter().map(|path| format!("{}\n", path.display())).collect();
        store::write_atomically(&self.folder.join(ELSEWHERE), text.as_bytes())
    }

    /// Derives a file name that is not taken from a profile name.
    fn free_id(&self, name: &str) -> String {
        let id = file_name::stem(name);
        let is_free = |id: &String| !self.folder.join(format!("{id}{SUFFIX}")).exists();
        let numbered = (2..).map(|n| format!("{id}-{n}"));
        std::iter::once(id.clone()).chain(numbered).find(is_free).unwrap_or(id)
    }
}

fn set_modified(path: &Path, time: SystemTime) -> io::Result<()> {
    fs::File::options().write(true).open(path)?.set_modified(time)
}

/// Whether the id stays inside the folder and is not hidden in it.
fn is_plain(id: &str) -> bool {
    !id.is_empty()
        && !id.starts_with('.')
        && id.len() < 200
        && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '(' | ')'))
}
