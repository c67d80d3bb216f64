//! A certificate's fields as text.

use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::public_key::PublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

/// The most names listed; the rest are counted.
const MAX_NAMES: usize = 100;

/// One certificate of a chain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Certificate {
    /// The subject, as `CN=…, O=…`.
    pub subject: String,
    /// The issuer, as `CN=…, O=…`.
    pub issuer: String,
    /// The DNS names and IP addresses it is valid for.
    pub names: Vec<String>,
    /// The start of its validity (RFC 3339).
    pub not_before: String,
    /// The end of its validity (RFC 3339).
    pub not_after: String,
    /// The serial number, in hex.
    pub serial: String,
    /// The type of its public key, as `RSA 2048`, `ECDSA P-256` or `Ed25519`.
    pub key: String,
    /// The SHA-256 of the whole certificate, in hex, as `tls.pinned` takes it.
    pub sha256: String,
    /// The whole certificate as PEM.
    pub pem: String,
    /// Whether subject and issuer are the same.
    pub self_issued: bool,
    /// Whether it names a URL of its issuer's certificate, as certificates of public authorities do.
    pub names_issuer_s_place: bool,
}

/// The SHA-256 in lower-case hex.
pub fn fingerprint(der: &[u8]) -> String {
    digest(&SHA256, der).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Certificate {
    /// Describes a DER certificate. If it cannot be parsed, only `sha256` and `pem` are set.
    pub fn of(der: &[u8]) -> Certificate {
        let unparsed = Certificate {
            sha256: fingerprint(der),
            pem: pem::encode(&pem::Pem::new("CERTIFICATE", der)),
            ..Certificate::default()
        };
        let Ok((_, parsed)) = X509Certificate::from_der(der) else { return unparsed };
        let mut names = Vec::new();
        let mut names_issuer_s_place = false;
        for extension in parsed.extensions() {
            match extension.parsed_extension() {
                ParsedExtension::SubjectAlternativeName(alternative) => {
                    names.extend(alternative.general_names.iter().filter_map(name));
                }
                ParsedExtension::AuthorityInfoAccess(access) => {
                    // id-ad-caIssuers (RFC 5280 section 4.2.2.1).
                    names_issuer_s_place |= access
                        .iter()
                        .any(|d| d.access_method.to_id_string() == "1.3.6.1.5.5.7.48.2");
                }
                _ => {}
            }
        }
        let more = names.len().saturating_sub(MAX_NAMES);
        names.truncate(MAX_NAMES);
        if more > 0 {
            names.push(format!("… ({more} more)"));
        }
        Certificate {
            subject: parsed.subject().to_string(),
            issuer: parsed.issuer().to_string(),
            names,
            not_before: time(parsed.validity().not_before.timestamp()),
            not_after: time(parsed.validity().not_after.timestamp()),
            serial: parsed.raw_serial().iter().map(|byte| format!("{byte:02x}")).collect(),
            key: key(parsed.public_key()),
            self_issued: parsed.subject().as_raw() == parsed.issuer().as_raw(),
            names_issuer_s_place,
            ..unparsed
        }
    }
}

fn name(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(bytes) => match bytes.len() {
            4 => <[u8; 4]>::try_from(*bytes).ok().map(|b| std::net::Ipv4Addr::from(b).to_string()),
            16 => {
                <[u8; 16]>::try_from(*bytes).ok().map(|b| std::net::Ipv6Addr::from(b).to_string())
            }
            _ => None,
        },
        _ => None,
    }
}

/// Describes a public key by its OIDs (RFC 3279, RFC 5480, RFC 8410).
fn key(info: &SubjectPublicKeyInfo<'_>) -> String {
    let curve = info.algorithm.parameters.as_ref().and_then(|any| any.as_oid().ok());
    match (info.parsed(), info.algorithm.algorithm.to_id_string().as_str()) {
        (Ok(PublicKey::RSA(rsa)), _) => format!("RSA {}", rsa.key_size()),
        (_, "1.2.840.10045.2.1") => match curve.map(|oid| oid.to_id_string()).as_deref() {
            Some("1.2.840.10045.3.1.7") => "ECDSA P-256".to_owned(),
            Some("1.3.132.0.34") => "ECDSA P-384".to_owned(),
            Some("1.3.132.0.35") => "ECDSA P-521".to_owned(),
            other => format!("ECDSA {}", other.unwrap_or_default()),
        },
        (_, "1.3.101.112") => "Ed25519".to_owned(),
        (_, "1.3.101.113") => "Ed448".to_owned(),
        (_, other) => other.to_owned(),
    }
}

fn time(seconds: i64) -> String {
    let time = jiff::Timestamp::from_second(seconds);
    time.map_or_else(|_| format!("second {seconds}"), |time| time.to_string())
}
