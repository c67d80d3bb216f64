//! TLS errors.

/// The start or end of a certificate's validity and this machine's time (RFC 3339).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dates {
    /// The certificate's date.
    pub limit: String,
    /// This machine's time.
    pub now: String,
}

/// Why the TLS handshake failed.
#[derive(Debug, Clone, PartialEq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", prefix = "tls_")]
pub enum TlsError {
    /// No trusted root issued the server's chain.
    #[error(
        "the certificate of {host} is from an unknown issuer ({issuer}): add its authority as connection.ca_file, or to the system's trust store"
    )]
    UnknownIssuer {
        /// The host.
        host: String,
        /// The issuer of the last certificate in the chain.
        issuer: String,
    },
    /// The server's certificate is self-signed.
    #[error(
        "the certificate of {host} is self-signed: nobody else vouches for it. To trust it, add its SHA-256 to connection.tls.pinned: {sha256}"
    )]
    SelfSigned {
        /// The host.
        host: String,
        /// The certificate's SHA-256, in hex.
        sha256: String,
    },
    /// The chain lacks an intermediate certificate.
    #[error(
        "the server {host} leaves out a certificate of its chain: that of {issuer}. Have it send the whole chain, or add that one as connection.ca_file"
    )]
    IncompleteChain {
        /// The host.
        host: String,
        /// The subject of the missing certificate.
        issuer: String,
    },
    /// The certificate has expired.
    #[error("the certificate of {host} has expired{}", dates("until", .when))]
    Expired {
        /// The host.
        host: String,
        /// The dates, if rustls reports them.
        when: Option<Dates>,
    },
    /// The certificate is not valid yet.
    #[error("the certificate of {host} is not yet valid{}: check this machine's clock", dates("from", .when))]
    NotYetValid {
        /// The host.
        host: String,
        /// The dates, if rustls reports them.
        when: Option<Dates>,
    },
    /// The certificate is for other names.
    #[error("the certificate is not for {host}{}", but_for(.names, .subject))]
    WrongHost {
        /// The host.
        host: String,
        /// The names it is valid for.
        names: Vec<String>,
        /// Its subject, as `CN=…`.
        subject: String,
    },
    /// A revocation list contains the certificate.
    #[error("the certificate of {host} was revoked by its issuer (serial number {serial})")]
    Revoked {
        /// The host.
        host: String,
        /// The serial number, in hex.
        serial: String,
    },
    /// The certificate is not for servers (RFC 5280 section 4.2.1.12).
    #[error(
        "the certificate of {host} is not meant for servers: its extended key usage is for something else"
    )]
    WrongPurpose {
        /// The host.
        host: String,
    },
    /// The server supports no common TLS version.
    #[error(
        "{host} speaks no version of TLS that we do: needed is TLS {needed}, and it offers only older ones"
    )]
    Version {
        /// Host and port.
        host: String,
        /// The versions we accept.
        needed: String,
    },
    /// The server requires a client certificate and none is set.
    #[error(
        "{host} wants a client certificate: name its files in connection.tls.client_certificate"
    )]
    ClientCertificateWanted {
        /// Host and port.
        host: String,
    },
    /// The server asked for a client certificate, none is set, and it ended the connection without an alert.
    #[error(
        "{host} asked for a client certificate, none is set, and it then ended the connection: name its files in connection.tls.client_certificate"
    )]
    ClientCertificateMissing {
        /// Host and port.
        host: String,
    },
    /// The server rejected our client certificate.
    #[error("{host} refused our client certificate ({subject}) with the alert {alert}")]
    ClientCertificateRefused {
        /// Host and port.
        host: String,
        /// Its subject.
        subject: String,
        /// The alert's name (RFC 8446 section 6).
        alert: String,
    },
    /// The client certificate's file cannot be used.
    #[error("the client certificate {path} cannot be used: {what}")]
    ClientCertificateFile {
        /// The file.
        path: String,
        /// The cause.
        what: String,
    },
    /// The peer does not speak TLS.
    #[error("{host} does not speak TLS on this port: try ws:// instead of wss://")]
    NotTls {
        /// Host and port.
        host: String,
    },
    /// A file of trusted certificates cannot be used.
    #[error("the file of trusted certificates {path} cannot be used: {what}")]
    CaFile {
        /// The file.
        path: String,
        /// The cause.
        what: String,
    },
    /// A revocation list cannot be used.
    #[error("the revocation list {path} cannot be used: {what}")]
    CrlFile {
        /// The file.
        path: String,
        /// The cause.
        what: String,
    },
    /// Anything else.
    #[error("TLS with {host} failed: {}", other_text(.why, .what))]
    #[strum(serialize = "failed")]
    Other {
        /// The host.
        host: String,
        /// The reason's code, by which translations select.
        why: &'static str,
        /// The error of rustls or of the system, or an alert's name.
        what: String,
    },
}

fn other_text(why: &str, what: &str) -> String {
    match why {
        "alert" => format!("the server refused it with the alert {what}"),
        _ => what.to_owned(),
    }
}

fn dates(word: &str, when: &Option<Dates>) -> String {
    when.as_ref()
        .map(|Dates { limit, now }| format!(": valid {word} {limit}, here it is {now}"))
        .unwrap_or_default()
}

fn but_for(names: &[String], subject: &str) -> String {
    match names {
        [] if subject.contains("CN=") => format!(
            ", and it names no host: only its subject does ({subject}), which nobody goes by any more"
        ),
        [] => String::new(),
        names => format!(", but for {}", names.join(", ")),
    }
}

impl TlsError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    pub(super) fn args(&self) -> Vec<(&'static str, String)> {
        let args: Vec<(&'static str, &str)> = match self {
            TlsError::UnknownIssuer { host, issuer }
            | TlsError::IncompleteChain { host, issuer } => {
                vec![("host", host), ("issuer", issuer)]
            }
            TlsError::SelfSigned { host, sha256 } => vec![("host", host), ("sha256", sha256)],
            TlsError::NotTls { host }
            | TlsError::WrongPurpose { host }
            | TlsError::ClientCertificateWanted { host }
            | TlsError::ClientCertificateMissing { host } => vec![("host", host)],
            TlsError::Expired { host, when } | TlsError::NotYetValid { host, when } => {
                let dates = when.iter().flat_map(|d| [("limit", &*d.limit), ("now", &*d.now)]);
                [("host", &**host)].into_iter().chain(dates).collect()
            }
            TlsError::WrongHost { host, names, subject } => {
                // Translations select by this word.
                let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
                return vec![
                    ("host", host.clone()),
                    ("names", names),
                    ("subject", subject.clone()),
                ];
            }
            TlsError::Revoked { host, serial } => vec![("host", host), ("serial", serial)],
            TlsError::Version { host, needed } => vec![("host", host), ("needed", needed)],
            TlsError::ClientCertificateRefused { host, subject, alert } => {
                vec![("host", host), ("subject", subject), ("alert", alert)]
            }
            TlsError::CaFile { path, what }
            | TlsError::CrlFile { path, what }
            | TlsError::ClientCertificateFile { path, what } => {
                vec![("path", path), ("what", what)]
            }
            TlsError::Other { host, why, what } => {
                vec![("host", host), ("why", why), ("what", what)]
            }
        };
        args.into_iter().map(|(name, value)| (name, value.to_owned())).collect()
    }
}
