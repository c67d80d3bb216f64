//! What settings come to on this machine, told before anything is tried.

use std::path::{Path, PathBuf};

use super::error::ProxyError;
use super::proxy;
use super::request::{ProxyChoice, Target};
use super::tls;
use crate::file::path_consent::ApprovedPaths;
use crate::profile::model::{ClientCertificate, Connection};

pub use super::tls::FileFault;

/// The variables that name a proxy, or a host that is reached without one.
const VARIABLES: [&str; 8] = [
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
];

/// The proxy that the system names for a URL, as scheme, host and port.
pub fn system_proxy(url: &str) -> Result<Option<String>, ProxyError> {
    let Ok(target) = Target::parse(url) else { return Ok(None) };
    Ok(proxy::choose(&ProxyChoice::System, &target)?.map(|proxy| proxy.shown))
}

/// Those variables that are set; their values may hold a password.
pub fn proxy_variables() -> Vec<&'static str> {
    let set = |name: &&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    VARIABLES.into_iter().filter(set).collect()
}

/// How many authorities the system trusts.
pub fn authorities() -> usize {
    rustls_native_certs::load_native_certs().certs.len()
}

/// Every file of the settings that cannot be used, with its place in the profile; relative ones are looked for in
/// `folder`. A name that holds a variable is left alone, and so is one that a profile may not have, or whose file may
/// not be read yet.
pub fn files(
    connection: &Connection,
    folder: &Path,
    chosen: &ApprovedPaths,
    may_read: &dyn Fn(&Path) -> bool,
) -> Vec<(String, FileFault)> {
    let mut wrong = Vec::new();
    let readable = |name: &str| chosen.check(name).is_ok() && may_read(&folder.join(name));
    let known = |name: &&String| !name.contains("{{") && !name.is_empty() && readable(name);
    let mut look = |path: String, name: &String, look: fn(&Path) -> Result<(), FileFault>| {
        if let Some(fault) = Some(name).filter(known).and_then(|n| look(&folder.join(n)).err()) {
            wrong.push((path, fault));
        }
    };
    if let Some(name) = &connection.ca_file {
        look("connection.ca_file".to_owned(), name, tls::check_authorities);
    }
    for (i, name) in connection.tls.ca_files.iter().enumerate() {
        look(format!("connection.tls.ca_files[{i}]"), name, tls::check_authorities);
    }
    for (i, name) in connection.tls.crl_files.iter().enumerate() {
        look(format!("connection.tls.crl_files[{i}]"), name, tls::check_revocations);
    }
    if let Some(own) = &connection.tls.client_certificate {
        wrong.extend(client(own, folder, &readable));
    }
    wrong
}

/// Every file that the settings name; relative ones lie in `folder`.
pub fn named_files(connection: &Connection, folder: &Path) -> Vec<PathBuf> {
    super::request::files(connection).into_iter().map(|(_, name)| folder.join(name)).collect()
}

fn client(
    own: &ClientCertificate,
    folder: &Path,
    readable: &dyn Fn(&str) -> bool,
) -> Option<(String, FileFault)> {
    let texts = [&own.cert_file, &own.key_file, &own.p12_file, &own.passphrase];
    if texts.into_iter().flatten().any(|text| text.contains("{{")) {
        return None;
    }
    let names = [&own.cert_file, &own.key_file, &own.p12_file];
    if names.into_iter().flatten().any(|name| !readable(name)) {
        return None;
    }
    let file = |name: &Option<String>| {
        name.as_ref().filter(|name| !name.is_empty()).map(|name| folder.join(name))
    };
    let (certificate, key, p12) = (file(&own.cert_file), file(&own.key_file), file(&own.p12_file));
    let passphrase = own.passphrase.as_deref().unwrap_or_default();
    let (name, fault) = match (certificate, p12) {
        (Some(certificate), None) => {
            let named = if key.is_some() { "key_file" } else { "cert_file" };
            let key = key.unwrap_or_else(|| certificate.clone());
            let name = if certificate.is_file() { named } else { "cert_file" };
            (name, tls::check_pem(&certificate, &key).err()?)
        }
        (None, Some(p12)) => ("p12_file", tls::check_p12(&p12, passphrase).err()?),
        _ => return None,
    };
    Some((format!("connection.tls.client_certificate.{name}"), fault))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn files_that_cannot_be_used_are_told_by_their_place() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join("empty.pem"), "nothing").expect("written");
        let connection: Connection = serde_json::from_value(json!({
            "url": "wss://h/", "ca_file": "{{folder}}/ca.pem",
            "tls": {
                "ca_files": ["empty.pem", ""], "crl_files": ["absent.pem"],
                "client_certificate": {"cert_file": "empty.pem", "key_file": "absent.key"},
            },
        }))
        .expect("a connection");
        let found = files(&connection, dir.path(), &ApprovedPaths::default(), &|_| true);
        let found: Vec<_> = found.iter().map(|(path, f)| (path.as_str(), f.code())).collect();
        assert_eq!(
            found,
            [
                ("connection.tls.ca_files[0]", "tls_ca_file"),
                ("connection.tls.crl_files[0]", "tls_crl_file"),
                ("connection.tls.client_certificate.key_file", "tls_client_certificate_file"),
            ]
        );
        let p12: Connection = serde_json::from_value(json!({
            "url": "wss://h/",
            "tls": {"client_certificate": {"p12_file": "a.p12", "passphrase": "{{secret:p}}"}},
        }))
        .expect("a connection");
        assert_eq!(
            files(&p12, dir.path(), &ApprovedPaths::default(), &|_| true),
            [],
            "what a secret opens can only be tried with it"
        );
    }

    #[test]
    fn this_machine_is_behind_no_proxy() {
        assert_eq!(system_proxy("ws://127.0.0.1:9/").ok(), Some(None));
        assert_eq!(system_proxy("not a URL").ok(), Some(None));
    }
}
