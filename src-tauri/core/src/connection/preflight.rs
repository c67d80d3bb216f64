//! Checks settings against this machine before connecting: files, proxy, trusted authorities.

use std::path::{Path, PathBuf};

use super::error::ProxyError;
use super::proxy;
use super::request::{OwnFiles, ProxyChoice, Target};
use super::tls;
use crate::file::path_consent::ApprovedPaths;
use crate::profile::model::{ClientCertificate, Connection};

pub use super::tls::FileFault;

/// The environment variables that name a proxy or its exceptions.
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

/// The system's proxy for a URL, as scheme, host and port.
pub fn system_proxy(url: &str) -> Result<Option<String>, ProxyError> {
    let Ok(target) = Target::parse(url) else { return Ok(None) };
    Ok(proxy::choose(&ProxyChoice::System, &target)?.map(|proxy| proxy.shown))
}

/// The names of the proxy variables that are set. Values are omitted, since they may contain a password.
pub fn proxy_variables() -> Vec<&'static str> {
    let set = |name: &&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    VARIABLES.into_iter().filter(set).collect()
}

/// The number of authorities that the system trusts.
pub fn authorities() -> usize {
    rustls_native_certs::load_native_certs().certs.len()
}

/// The files of the settings that cannot be used, with their paths in the profile. Relative files lie in `folder`.
/// Skips names that contain variables, that a profile may not name, or whose files may not be read yet.
pub fn files(
    connection: &Connection,
    folder: &Path,
    approved: &ApprovedPaths,
    may_read: &dyn Fn(&Path) -> bool,
) -> Vec<(String, FileFault)> {
    let mut faults = Vec::new();
    let readable = |name: &str| approved.check(name).is_ok() && may_read(&folder.join(name));
    let known = |name: &&String| !name.contains("{{") && !name.is_empty() && readable(name);
    let mut add = |path: String, name: &String, check: fn(&Path) -> Result<(), FileFault>| {
        if let Some(fault) = Some(name).filter(known).and_then(|n| check(&folder.join(n)).err()) {
            faults.push((path, fault));
        }
    };
    if let Some(name) = &connection.ca_file {
        add("connection.ca_file".to_owned(), name, tls::check_authorities);
    }
    for (i, name) in connection.tls.ca_files.iter().enumerate() {
        add(format!("connection.tls.ca_files[{i}]"), name, tls::check_authorities);
    }
    for (i, name) in connection.tls.crl_files.iter().enumerate() {
        add(format!("connection.tls.crl_files[{i}]"), name, tls::check_revocations);
    }
    if let Some(own) = &connection.tls.client_certificate {
        faults.extend(client(own, folder, &readable));
    }
    faults
}

/// All files that the settings name. Relative files lie in `folder`.
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
    let passphrase = own.passphrase.clone().unwrap_or_default();
    let (name, fault) = match (certificate, p12) {
        (Some(certificate), None) => {
            let named = if key.is_some() { "key_file" } else { "cert_file" };
            let key = key.unwrap_or_else(|| certificate.clone());
            let name = if certificate.is_file() { named } else { "cert_file" };
            (name, tls::check_client_certificate(&OwnFiles::Pem(certificate, key)).err()?)
        }
        (None, Some(p12)) => {
            ("p12_file", tls::check_client_certificate(&OwnFiles::P12(p12, passphrase)).err()?)
        }
        _ => return None,
    };
    Some((format!("connection.tls.client_certificate.{name}"), fault))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn unusable_files_are_reported_with_their_path() {
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
            "a passphrase with a secret cannot be checked"
        );
    }

    #[test]
    fn loopback_has_no_system_proxy() {
        assert_eq!(system_proxy("ws://127.0.0.1:9/").ok(), Some(None));
        assert_eq!(system_proxy("not a URL").ok(), Some(None));
    }
}
