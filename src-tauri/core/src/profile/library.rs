//! The profiles that the window lists: the app's folder, and files that were opened where they lie.

#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::model::Profile;
use super::store::{self, SHORT_SUFFIX, SUFFIX, StoreError};
use crate::file::bounded_read::{is_device_name, read_within};
use crate::file::private_access::private_folder;

/// A profile in the list.
#[derive(Debug)]
pub struct ProfileEntry {
    /// The file's name without its suffix; for a file elsewhere its whole path.
    pub id: String,
    /// The file.
    pub path: PathBuf,
    /// Its content, or why it cannot be read.
    pub profile: Result<Profile, StoreError>,
}

/// What [`Library::delete`] did. Only that can be undone: no path or name that comes from elsewhere can.
#[derive(Debug)]
pub struct Deleted(ProfileLocation);

#[derive(Debug)]
enum ProfileLocation {
    Trash { id: String, file: PathBuf },
    Elsewhere(PathBuf),
}

/// The app's folder of profiles, and what was opened elsewhere.
#[derive(Debug, Clone)]
pub struct Library {
    folder: PathBuf,
}

/// Paths of files opened elsewhere, one a line.
const ELSEWHERE: &str = "opened-elsewhere.txt";
/// A longer list was not written by the app.
const MAX_ELSEWHERE: u64 = 4 << 20;
/// What was deleted, for [`KEPT_FOR`].
const TRASH: &str = "deleted";
/// How long a deleted profile's file is kept.
pub const KEPT_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl Library {
    /// Makes the folder where it is not there.
    pub fn open(folder: impl Into<PathBuf>) -> io::Result<Library> {
        let folder = folder.into();
        private_folder(&folder)?;
        Ok(Library { folder })
    }

    /// Every profile, by name; files of the app's folder before those elsewhere.
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
        // What is being written has a leading dot.
        let listed = !id.is_empty() && !id.starts_with('.');
        listed.then(|| ProfileEntry { id, profile: store::load(&path), path })
    }

    /// The file behind an id; an id can only name a file of the folder, or one that was opened elsewhere.
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

    /// Reads a profile.
    pub fn load(&self, id: &str) -> Result<ProfileEntry, StoreError> {
        let path = self.path(id)?;
        let profile = store::load(&path)?;
        Ok(ProfileEntry { id: id.to_owned(), path, profile: Ok(profile) })
    }

    /// Writes to where it came from; `None` makes a new file named after the profile.
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

    /// Remembers a file that lies elsewhere, and reads it.
    pub fn open_elsewhere(&self, path: &Path) -> Result<ProfileEntry, StoreError> {
        store::load(path)?;
        self.load(&self.add(path)?)
    }

    /// Lists a file, sound or not, and answers its id. One of the app's own folder is listed already.
    pub fn add(&self, path: &Path) -> Result<String, StoreError> {
        let io = |source| StoreError::Io { path: path.to_owned(), source };
        let path = path.canonicalize().map_err(io)?;
        // The list has a path on each line.
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

    /// Writes to a file elsewhere, which is the profile's file from then on.
    pub fn save_elsewhere(
        &self,
        path: &Path,
        profile: &Profile,
    ) -> Result<ProfileEntry, StoreError> {
        store::save(path, profile)?;
        self.open_elsewhere(path)
    }

    /// Copies a file into the folder.
    pub fn import(&self, path: &Path) -> Result<ProfileEntry, StoreError> {
        let profile = store::load(path)?;
        self.save(None, &profile)
    }

    /// Moves a profile's file aside; one that lies elsewhere is only forgotten.
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
        // Deleted before under the same name: that one is kept, too.
        let numbered = (1..).map(|n| trash.join(format!("{id}~{n}{SUFFIX}")));
        let first = trash.join(format!("{id}{SUFFIX}"));
        let place = std::iter::once(first.clone()).chain(numbered).find(|place| !place.exists());
        let place = place.unwrap_or(first);
        fs::rename(&path, &place).map_err(io)?;
        // The file's time says since when it lies there; one that cannot be set is older, and goes sooner.
        let _ = set_modified(&place, SystemTime::now());
        Ok(Deleted(ProfileLocation::Trash { id: id.to_owned(), file: place }))
    }

    /// Removes for good what was deleted more than [`KEPT_FOR`] ago; answers how many files. One that cannot be removed
    /// keeps no other.
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
        files.filter(is_old).filter(|file| fs::remove_file(file.path()).is_ok()).count()
    }

    /// Undoes [`Library::delete`].
    pub fn restore(&self, deleted: &Deleted) -> Result<ProfileEntry, StoreError> {
        let (id, trashed) = match &deleted.0 {
            ProfileLocation::Elsewhere(path) => return self.open_elsewhere(path),
            ProfileLocation::Trash { id, file } => (id, file),
        };
        let path = self.path(id)?;
        if path.exists() {
            // Saved again under the same name meanwhile: neither may be lost.
            let profile = store::load(trashed)?;
            return self.save(None, &profile);
        }
        fs::rename(trashed, &path).map_err(|source| StoreError::Io { path, source })?;
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

    /// A file name that no profile has yet, made from a name that a person gave.
    fn free_id(&self, name: &str) -> String {
        let name = name.strip_suffix(SHORT_SUFFIX).unwrap_or(name);
        let mut id = String::new();
        for c in name.chars().flat_map(char::to_lowercase) {
            match c.is_alphanumeric() {
                true => id.push(c),
                false if !id.is_empty() && !id.ends_with('-') => id.push('-'),
                false => {}
            }
            // Long enough for a person, short enough for any file system, whatever the script.
            if id.len() > 60 {
                break;
            }
        }
        let id = match id.trim_end_matches('-') {
            "" => "profile".to_owned(),
            // Windows keeps these names for devices, with any suffix.
            reserved if is_device_name(reserved) => format!("{reserved}-profile"),
            id => id.to_owned(),
        };
        let is_free = |id: &String| !self.folder.join(format!("{id}{SUFFIX}")).exists();
        let numbered = (2..).map(|n| format!("{id}-{n}"));
        std::iter::once(id.clone()).chain(numbered).find(is_free).unwrap_or(id)
    }
}

fn set_modified(path: &Path, time: SystemTime) -> io::Result<()> {
    fs::File::options().write(true).open(path)?.set_modified(time)
}

/// No way out of the folder, and not hidden in it.
fn is_plain(id: &str) -> bool {
    !id.is_empty()
        && !id.starts_with('.')
        && id.len() < 200
        && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '(' | ')'))
}
