//! `curl` command lines: the handshake of a WebSocket, as browsers copy it.

use super::options::{CommandWord, Options};
use crate::profile::import::draft::{ProfileDraft, seconds};
use crate::profile::model::{ClientCertificate, ProxyMode, TlsVersion};

/// Short options that take a value.
const WITH_VALUE: &str = "HAbdEeFmoOrTuUxXKcDCYyzwQtP";
/// Flags that say nothing about the connection.
const OUTPUT: [&str; 14] = [
    "-s",
    "--silent",
    "-v",
    "--verbose",
    "-i",
    "--include",
    "-N",
    "--no-buffer",
    "-S",
    "--show-error",
    "-f",
    "--fail",
    "--compressed",
    "--globoff",
];
/// Options with a value that say nothing about a WebSocket connection.
const LOST: [&str; 19] = [
    "-o",
    "--output",
    "-d",
    "--data",
    "--data-raw",
    "--data-binary",
    "--data-urlencode",
    "-F",
    "--form",
    "-T",
    "-w",
    "--write-out",
    "-D",
    "--dump-header",
    "-c",
    "--cookie-jar",
    "-r",
    "--retry",
    "-K",
];

pub(super) fn read(options: &mut Options, draft: &mut ProfileDraft<'_>) {
    while let Some(word) = options.next(WITH_VALUE) {
        let name = match word {
            CommandWord::Value(value) => {
                match draft.profile.connection.url.is_empty() {
                    true => draft.url(&value, ""),
                    false => draft.report.lost("", format!("a second URL: {value}")),
                }
                continue;
            }
            CommandWord::Option(name) => name,
        };
        let at = name.as_str();
        match at {
            "--url" => draft.url(&options.value(), at),
            "-H" | "--header" => {
                let line = options.value();
                let (name, value) =
                    line.split_once(':').or_else(|| line.split_once(';')).unwrap_or((&line, ""));
                draft.header(name, value, true, at);
            }
            "-A" | "--user-agent" => draft.header("User-Agent", &options.value(), true, at),
            "-e" | "--referer" => draft.header("Referer", &options.value(), true, at),
            "-b" | "--cookie" => {
                let value = options.value();
                match value.contains('=') {
                    true => draft.header("Cookie", &value, true, at),
                    false => draft.report.lost(at, "a file of cookies"),
                }
            }
            "-u" | "--user" => {
                let value = options.value();
                let (user, password) = value.split_once(':').unwrap_or((&value, ""));
                draft.basic(user, password, at);
            }
            "--oauth2-bearer" => draft.bearer(&options.value(), at),
            "-k" | "--insecure" => draft.profile.connection.tls.verify = false,
            "--cacert" => draft.profile.connection.tls.ca_files.push(options.value()),
            "--crlfile" => draft.profile.connection.tls.crl_files.push(options.value()),
            "-E" | "--cert" => {
                let value = options.value();
                let (file, passphrase) = value.split_once(':').unwrap_or((&value, ""));
                let file = file.to_owned();
                let reference = draft.secret("passphrase", passphrase, at);
                let own = certificate(draft);
                own.passphrase = (!reference.is_empty()).then_some(reference);
                match file.ends_with(".p12") || file.ends_with(".pfx") {
                    true => own.p12_file = Some(file),
                    false => own.cert_file = Some(file),
                }
            }
            "--key" => certificate(draft).key_file = Some(options.value()),
            "--pass" => {
                let value = options.value();
                let reference = draft.secret("passphrase", &value, at);
                certificate(draft).passphrase = Some(reference);
            }
            "--tlsv1.3" => draft.profile.connection.tls.min_version = TlsVersion::V13,
            "--resolve" => draft.profile.connection.resolve.push(options.value()),
            "--unix-socket" => draft.profile.connection.unix_socket = Some(options.value()),
            "-4" | "--ipv4" => draft.profile.connection.ip = crate::profile::model::IpVersion::V4,
            "-6" | "--ipv6" => draft.profile.connection.ip = crate::profile::model::IpVersion::V6,
            "-x" | "--proxy" => draft.proxy(&options.value(), at),
            "--socks5" | "--socks5-hostname" => {
                draft.proxy(&format!("socks5://{}", options.value()), at)
            }
            "--noproxy" => {
                let value = options.value();
                match value.as_str() {
                    "*" => draft.profile.connection.proxy.mode = ProxyMode::None,
                    list => {
                        let names = list.split(',').map(|name| name.trim().to_owned());
                        draft.profile.connection.proxy.no_proxy.extend(names);
                    }
                }
            }
            "-U" | "--proxy-user" => {
                let value = options.value();
                let (user, password) = value.split_once(':').unwrap_or((&value, ""));
                let password = draft.secret("proxy_password", password, at);
                let proxy = &mut draft.profile.connection.proxy;
                (proxy.user, proxy.password) = (user.to_owned(), password);
            }
            "-L" | "--location" => draft.profile.connection.redirects.follow = true,
            "--max-redirs" => {
                if let Ok(most) = options.value().parse() {
                    draft.profile.connection.redirects.max = most;
                }
            }
            "--connect-timeout" => {
                let value = options.value();
                if let Some(time) =
                    value.parse().ok().filter(|time: &f64| time.is_finite() && *time > 0.0)
                {
                    draft.profile.connection.timeouts.connect = seconds(time);
                }
            }
            "-m" | "--max-time" => {
                options.value();
                draft.report.lost(at, "a limit of the whole time; wirelark-cli capture has --for");
            }
            "-X" | "--request" => {
                if options.value() != "GET" {
                    draft.report.lost(at, "a WebSocket handshake is always GET");
                }
            }
            "--http1.1" | "-0" | "--http1.0" | "--http2" => {
                if at != "--http1.1" {
                    draft.report.lost(at, "Wirelark opens WebSockets over HTTP/1.1");
                }
            }
            _ if OUTPUT.contains(&at) => draft.report.lost(at, "this is about curl's own output"),
            _ if LOST.contains(&at) => {
                options.value();
                draft.report.lost(at, "a WebSocket handshake has no such part");
            }
            _ => draft.report.lost(at, "this option is not carried over"),
        }
    }
}

fn certificate<'d>(draft: &'d mut ProfileDraft<'_>) -> &'d mut ClientCertificate {
    draft.profile.connection.tls.client_certificate.get_or_insert_default()
}
