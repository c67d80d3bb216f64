//! Whom to trust over TLS, and who we are.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use super::super::{is_yes, yes};
use crate::packet::is_default;

/// TLS of `wss`. Files are relative to the profile's folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Tls {
    /// PEM files of certificates to trust beside the system's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ca_files: Vec<String>,
    /// What we show when the server asks who we are.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub client_certificate: Option<ClientCertificate>,
    /// The name to ask for (SNI) and to find in the certificate. Default the URL's host.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub server_name: Option<String>,
    /// The oldest version allowed. Default `1.2`, the oldest that there is here.
    #[serde(default, skip_serializing_if = "is_default")]
    pub min_version: TlsVersion,
    /// PEM files of revocation lists. Nothing is fetched: a certificate whose issuer has no list here counts as good.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crl_files: Vec<String>,
    /// SHA-256 of server certificates that are trusted whatever else is wrong with them, as hex with or without
    /// colons. Every other certificate is looked at as usual.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pinned: Vec<String>,
    /// Whether the server's certificate is looked at at all. Default yes.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub verify: bool,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl Default for Tls {
    fn default() -> Self {
        Tls {
            ca_files: Vec::new(),
            client_certificate: None,
            server_name: None,
            min_version: TlsVersion::default(),
            crl_files: Vec::new(),
            pinned: Vec::new(),
            verify: true,
            extra: Map::new(),
        }
    }
}

/// A certificate and its key: two PEM files, or one PKCS#12 file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct ClientCertificate {
    /// PEM: the certificate, and those that lead to its issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cert_file: Option<String>,
    /// PEM: the key, not encrypted. Default the file of the certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_file: Option<String>,
    /// PKCS#12 (`.p12`, `.pfx`), instead of the two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p12_file: Option<String>,
    /// The PKCS#12 file's; better a `{{secret:NAME}}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passphrase: Option<String>,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// The versions of TLS that rustls has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum TlsVersion {
    /// RFC 5246.
    #[default]
    #[serde(rename = "1.2")]
    V12,
    /// RFC 8446.
    #[serde(rename = "1.3")]
    V13,
}
