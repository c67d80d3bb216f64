//! The `export-code` command: writes a program or a command that does what a scenario does.

use std::path::{Path, PathBuf};

use clap::Args;
use wirelark_core::file::NewFile;
use wirelark_core::file::atomic_save;
use wirelark_core::profile::store;
use wirelark_core::transcript::{CodeLanguage, CopyTarget, ScenarioCodeError, scenario_code};

use crate::failure::Failure;
use crate::output;
use crate::word_parser::one_of;

/// Write a program or command that connects, logs in, sends and waits as a scenario does.
///
/// Secrets and variables without a value are read from the environment. The Python program uses `websockets`, the Node
/// program `ws`; both take another URL as their first argument.
#[derive(Debug, Args)]
pub(crate) struct ExportCode {
    /// A profile, *.wirelark.json.
    profile: PathBuf,
    /// The scenario; the profile's first where none is named.
    #[arg(long)]
    scenario: Option<String>,
    /// The language.
    #[arg(long, value_name = "LANGUAGE", value_parser = one_of::<CodeLanguage>(CodeLanguage::all().iter().map(|one| one.as_str())))]
    to: CodeLanguage,
    /// The file to write; stdout where this is absent.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

impl ExportCode {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let bytes = store::read_argument(&self.profile)?;
        let profile = store::parse(&self.profile, &bytes)?;
        let folder = self.profile.parent().unwrap_or(Path::new(""));
        let target = CopyTarget::of_profile(&profile, &Default::default(), folder);
        let code = scenario_code(&profile, self.scenario.as_deref(), &target, self.to)?;
        match &self.output {
            None => output::lines(&code),
            Some(out) => {
                atomic_save::write(out, NewFile::Umask, code.as_bytes())?;
                output::line(out.display())
            }
        }
    }
}

impl From<ScenarioCodeError> for Failure {
    fn from(error: ScenarioCodeError) -> Self {
        Failure::input(error.code(), error)
    }
}
