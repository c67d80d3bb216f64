//! The profiles that the window lists: the app's folder, and files that were opened where they lie.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::model::Profile;
use super::store::{self, SHORT_SUFFIX, SUFFIX, StoreError};

/// A profile in the list.
#[derive(Debug)]
pub struct Entry {
    /// The file's name without its suffix; for a file elsewhere its whole path.
    pub id: String,
    /// The file.
    pub path: PathBuf,
    /// Its content, or why it cannot be read.
    pub profile: Result<Profile, StoreError>,
}

/// The app's folder of profiles, and what was opened elsewhere.
#[derive(Debug, Clone)]
pub struct Library {
    folder: PathBuf,
}

/// Paths of files opened elsewhere, one a line.
const ELSEWHERE: &str = "opened-elsewhere.txt";
/// What was deleted, until it is restored or the folder is emptied by hand.
const TRASH: &str = "deleted";

impl Library {
    /// Makes the folder where it is not there.
    pub fn open(folder: impl Into<PathBuf>) -> io::Result<Library> {
        let folder = folder.into();
        fs::create_dir_all(&folder)?;
        Ok(Library { folder })
    }

    /// Every profile, by name; files of the app's folder before those elsewhere.
    pub fn list(&self) -> Vec<Entry> {
        let mut own: Vec<Entry> = fs::read_dir(&self.folder)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|file| self.entry(file.path()))
            .collect();
        own.sort_by_key(|entry| match &entry.profile {
            Ok(profile) => profile.name.to_lowercase(),
            Err(_) => entry.id.to_lowercase(),
        });
        own.extend(self.elsewhere().into_iter().map(|path| Entry {
            id: path.display().to_string(),
            profile: store::load(&path),
            path,
        }));
        own
    }

    fn entry(&self, path: PathBuf) -> Option<Entry> {
        let name = path.file_name()?.to_str()?;
        let id = name.strip_suffix(SUFFIX)?.to_owned();
        // What is being written has a leading dot.
        let listed = !id.is_empty() && !id.starts_with('.');
        listed.then(|| Entry { id, profile: store::load(&path), path })
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
    pub fn load(&self, id: &str) -> Result<Entry, StoreError> {
        let path = self.path(id)?;
        let profile = store::load(&path)?;
        Ok(Entry { id: id.to_owned(), path, profile: Ok(profile) })
    }

    /// Writes to where it came from; `None` makes a new file named after the profile.
    pub fn save(&self, id: Option<&str>, profile: &Profile) -> Result<Entry, StoreError> {
        let id = match id {
            Some(id) => id.to_owned(),
            None => self.free_id(&profile.name),
        };
        let path = self.path(&id)?;
        store::save(&path, profile)?;
        Ok(Entry { id, path, profile: Ok(profile.clone()) })
    }

    /// Remembers a file that lies elsewhere, and reads it.
    pub fn open_elsewhere(&self, path: &Path) -> Result<Entry, StoreError> {
        store::load(path)?;
        self.load(&self.add(path)?)
    }

    /// Lists a file, sound or not, and answers its id. One of the app's own folder is listed already.
    pub fn add(&self, path: &Path) -> Result<String, StoreError> {
        let io = |source| StoreError::Io { path: path.to_owned(), source };
        let path = path.canonicalize().map_err(io)?;
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
    pub fn save_elsewhere(&self, path: &Path, profile: &Profile) -> Result<Entry, StoreError> {
        store::save(path, profile)?;
        self.open_elsewhere(path)
    }

    /// Copies a file into the folder.
    pub fn import(&self, path: &Path) -> Result<Entry, StoreError> {
        let profile = store::load(path)?;
        self.save(None, &profile)
    }

    /// Moves a profile's file aside; one that lies elsewhere is only forgotten.
    pub fn delete(&self, id: &str) -> Result<(), StoreError> {
        let path = self.path(id)?;
        let io = |source| StoreError::Io { path: path.clone(), source };
        if Path::new(id).is_absolute() {
            let mut known = self.elsewhere();
            known.retain(|known| *known != path);
            return self.remember(&known).map_err(io);
        }
        let trash = self.folder.join(TRASH);
        fs::create_dir_all(&trash).map_err(io)?;
        let place = trash.join(format!("{id}{SUFFIX}"));
        if place.exists() {
            // Deleted before under the same name; it is kept, too.
            let free = (1..).map(|n| trash.join(format!("{id}~{n}{SUFFIX}"))).find(|p| !p.exists());
            if let Some(free) = free {
                fs::rename(&place, free).map_err(io)?;
            }
        }
        fs::rename(&path, place).map_err(io)
    }

    /// Undoes [`Library::delete`].
    pub fn restore(&self, id: &str) -> Result<Entry, StoreError> {
        let path = Path::new(id);
        if path.is_absolute() {
            return self.open_elsewhere(path);
        }
        let path = self.path(id)?;
        let trashed = self.folder.join(TRASH).join(format!("{id}{SUFFIX}"));
        if path.exists() {
            // Saved again under the same name meanwhile: neither may be lost.
            let profile = store::load(&trashed)?;
            return self.save(None, &profile);
        }
        fs::rename(&trashed, &path).map_err(|source| StoreError::Io { path, source })?;
        self.load(id)
    }

    fn elsewhere(&self) -> Vec<PathBuf> {
        let text = fs::read_to_string(self.folder.join(ELSEWHERE)).unwrap_or_default();
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
            reserved if is_device(reserved) => format!("{reserved}-profile"),
            id => id.to_owned(),
        };
        let is_free = |id: &String| !self.folder.join(format!("{id}{SUFFIX}")).exists();
        let numbered = (2..).map(|n| format!("{id}-{n}"));
        std::iter::once(id.clone()).chain(numbered).find(is_free).unwrap_or(id)
    }
}

/// No way out of the folder, and not hidden in it.
fn is_plain(id: &str) -> bool {
    !id.is_empty()
        && !id.starts_with('.')
        && id.len() < 200
        && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '(' | ')'))
}

fn is_device(id: &str) -> bool {
    let numbered = |prefix| {
        id.strip_prefix(prefix)
            .is_some_and(|n: &str| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
    };
    matches!(id, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(name: &str) -> Profile {
        let text = format!(r#"{{"wirelark":1,"name":{name:?}}}"#);
        store::parse(Path::new("x"), text.as_bytes()).expect("a profile")
    }

    fn library() -> (tempfile::TempDir, Library) {
        let dir = tempfile::tempdir().expect("a folder");
        let library = Library::open(dir.path().join("profiles")).expect("opened");
        (dir, library)
    }

    #[test]
    fn names_become_files_that_every_system_takes() {
        let (_dir, library) = library();
        let id = |name: &str| library.save(None, &profile(name)).expect("saved").id;
        assert_eq!(id("Original script"), "original-script");
        assert_eq!(id("Original script"), "original-script-2");
        assert_eq!(id("../../etc/passwd"), "etc-passwd");
        assert_eq!(id("CON"), "con-profile");
        assert_eq!(id("原始脚本"), "原始脚本");
        assert_eq!(id("///"), "profile");
        assert!(id(&"x".repeat(500)).len() < 70);
        assert_eq!(library.list().len(), 7);
    }

    #[test]
    fn an_id_leads_nowhere_else() {
        let (dir, library) = library();
        fs::write(dir.path().join("x.wirelark.json"), "{}").expect("written");
        let outside = dir.path().join("x.wirelark.json").display().to_string();
        for id in ["../x", "a/b", "", ".x", "a\\b", &outside] {
            assert_eq!(library.path(id).expect_err(id).code(), "profile_missing", "{id}");
        }
    }

    #[test]
    fn deleting_can_be_undone_even_when_the_name_is_taken_again() {
        let (_dir, library) = library();
        let first = library.save(None, &profile("a")).expect("saved");
        library.delete(&first.id).expect("deleted");
        assert!(library.list().is_empty());
        library.save(None, &profile("a")).expect("saved again");
        assert_eq!(library.restore("a").expect("restored").id, "a-2");
        assert_eq!(library.list().len(), 2);
    }

    #[test]
    fn a_file_elsewhere_is_listed_saved_there_and_only_forgotten() {
        let (dir, library) = library();
        let path = dir.path().join("team.wirelark");
        store::save(&path, &profile("team")).expect("saved");
        let entry = library.open_elsewhere(&path).expect("opened");
        library.open_elsewhere(&path).expect("opened twice, listed once");
        assert_eq!(library.add(&path).expect("known"), entry.id);
        let own = library.save(None, &profile("own")).expect("saved");
        assert_eq!(library.add(&own.path).expect("its own"), own.id);
        library.delete(&own.id).expect("deleted");
        library.save(Some(&entry.id), &profile("renamed")).expect("saved");
        let list = library.list();
        assert_eq!(list.len(), 1);
        assert_eq!(list[0].profile.as_ref().expect("read").name, "renamed");
        library.delete(&entry.id).expect("forgotten");
        assert!(library.list().is_empty() && path.exists());
    }

    #[test]
    fn a_damaged_file_is_listed_with_its_error_and_left_alone() {
        let (dir, library) = library();
        let path = dir.path().join("profiles/bad.wirelark.json");
        fs::write(&path, "{\"wirelark\": 9}").expect("written");
        let list = library.list();
        assert_eq!(list[0].profile.as_ref().expect_err("newer").code(), "profile_newer");
        assert_eq!(fs::read_to_string(&path).expect("read"), "{\"wirelark\": 9}");
    }
}
