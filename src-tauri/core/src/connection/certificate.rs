//! What a certificate says, for people.

use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::public_key::PublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

/// More names than this are told by their number.
const MOST_NAMES: usize = 100;

/// One certificate of a chain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Certificate {
    /// Whose it is, as `CN=…, O=…`.
    pub subject: String,
    /// Who vouches for it.
    pub issuer: String,
    /// The hosts and addresses that it is for.
    pub names: Vec<String>,
    /// The first moment of its validity, as RFC 3339 writes it.
    pub not_before: String,
    /// The last.
    pub not_after: String,
    /// Its number at its issuer, in hex.
    pub serial: String,
    /// What kind of key it is for, as `RSA 2048`, `ECDSA P-256` or `Ed25519`.
    pub key: String,
    /// Of the whole certificate, in hex: what `tls.pinned` takes.
    pub sha256: String,
    /// The whole certificate.
    pub pem: String,
    /// Subject and issuer are the same.
    pub self_issued: bool,
    /// It says where its issuer's certificate can be fetched, as those of public authorities do.
    pub names_issuer_s_place: bool,
}

/// SHA-256, in lower-case hex.
pub fn fingerprint(der: &[u8]) -> String {
    digest(&SHA256, der).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Certificate {
    /// Of the bytes that a server sent; what cannot be read is empty.
    pub fn of(der: &[u8]) -> Certificate {
        let whole = Certificate {
            sha256: fingerprint(der),
            pem: pem::encode(&pem::Pem::new("CERTIFICATE", der)),
            ..Certificate::default()
        };
        let Ok((_, read)) = X509Certificate::from_der(der) else { return whole };
        let mut names = Vec::new();
        let mut place = false;
        for extension in read.extensions() {
            match extension.parsed_extension() {
                ParsedExtension::SubjectAlternativeName(found) => {
                    names.extend(found.general_names.iter().filter_map(name));
                }
                ParsedExtension::AuthorityInfoAccess(access) => {
                    // id-ad-caIssuers (RFC 5280 section 4.2.2.1).
                    place |= access
                        .iter()
                        .any(|d| d.access_method.to_id_string() == "1.3.6.1.5.5.7.48.2");
                }
                _ => {}
            }
        }
        let more = names.len().saturating_sub(MOST_NAMES);
        names.truncate(MOST_NAMES);
        if more > 0 {
            names.push(format!("… ({more} more)"));
        }
        Certificate {
            subject: read.subject().to_string(),
            issuer: read.issuer().to_string(),
            names,
            not_before: time(read.validity().not_before.timestamp()),
            not_after: time(read.validity().not_after.timestamp()),
            serial: read.raw_serial().iter().map(|byte| format!("{byte:02x}")).collect(),
            key: key(read.public_key()),
            self_issued: read.subject().as_raw() == read.issuer().as_raw(),
            names_issuer_s_place: place,
            ..whole
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

/// RFC 3279, RFC 5480 and RFC 8410 name them.
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
