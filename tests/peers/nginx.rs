use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Output};
use wirelark_tests::demo::Demo;
use wirelark_tests::peer::{Peer, free_port, program};
use wirelark_tests::scratch::Scratch;

use crate::certificates::{self, Files};

/// nginx with TLS in front of the demo server.
struct Nginx {
    scratch: Scratch,
    files: Files,
    peer: Peer,
    _demo: Demo,
}

impl Nginx {
    /// Starts it with these TLS versions, and more lines in its `server` block; `{ca}` is the authority's file.
    fn start(versions: &str, more: &str) -> Option<Nginx> {
        let nginx = program("nginx")?;
        let (scratch, demo, port) = (Scratch::new(), Demo::start(&[]), free_port());
        let files = certificates::make(&scratch);
        let upstream = demo.url.replace("ws://", "http://");
        let folder = scratch.folder().display();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {folder}/{kind};\n"))
            .concat();
        let config = format!(
            "daemon off; master_process off; pid {folder}/pid; error_log {folder}/log;\n\
             events {{ }}\n\
             http {{ access_log off;\n{temporary}\
             server {{ listen 127.0.0.1:{port} ssl; ssl_protocols {versions};\n\
             ssl_certificate {}; ssl_certificate_key {};\n{}\n\
             location / {{ proxy_pass {upstream}; proxy_http_version 1.1;\n\
             proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection \"upgrade\"; }} }} }}\n",
            files.server,
            files.server_key,
            more.replace("{ca}", &files.ca),
        );
        let config = scratch.file("nginx.conf", config);
        let mut command = Command::new(nginx);
        command.args(["-p", &scratch.path(""), "-e", &scratch.path("log"), "-c", &config]);
        let peer = Peer::start(port, command);
        Some(Nginx { scratch, files, peer, _demo: demo })
    }

    /// Logs in through it with this `tls` setting.
    fn run(&self, tls: Value) -> Output {
        let url = format!("wss://127.0.0.1:{}/", self.peer.port);
        let login = json!({"fields": [{"name": "user_id", "value": "u"}], "reply": {"code": 1}});
        let connection = json!({"url": url, "tls": tls});
        let profile = self.scratch.profile(json!({"connection": connection, "login": login}));
        Cli::run(["run", &profile, "--json"])
    }
}

#[test]
fn over_tls() {
    let Some(nginx) = Nginx::start("TLSv1.2 TLSv1.3", "") else { return };
    let report = nginx.run(json!({"ca_files": [nginx.files.ca]})).success().json();
    let hop = &report["handshake"]["hops"][0];
    assert_eq!(hop["tls"]["version"], "TLSv1.3", "{hop}");
    assert_eq!(hop["tls"]["alpn"], "http/1.1");
    assert_eq!(hop["tls"]["trust"], "verified");
    assert_eq!(hop["tls"]["chain"][0]["names"], json!(["127.0.0.1"]));
    let output = nginx.run(json!({}));
    let (code, text) = output.failed(3);
    assert!(code == "tls_unknown_issuer" && text.contains("Test authority"), "{text}");
    let chain = &output.json()["handshake"]["hops"][0]["tls"]["chain"];
    let pin = chain[0]["sha256"].as_str().expect("a string").to_owned();
    let report = nginx.run(json!({"pinned": [pin]})).success().json();
    assert_eq!(report["handshake"]["hops"][0]["tls"]["trust"], "pinned");
    let report = nginx.run(json!({"verify": false})).success().json();
    assert_eq!(report["handshake"]["hops"][0]["warnings"], json!(["certificate_unverified"]));
}

#[test]
fn case_26_with_a_client_certificate() {
    for versions in ["TLSv1.3", "TLSv1.2"] {
        let demand = "ssl_client_certificate {ca}; ssl_verify_client on;";
        let Some(nginx) = Nginx::start(versions, demand) else { return };
        let files = &nginx.files;
        let own = json!({"cert_file": files.client, "key_file": files.client_key});
        let with = json!({"ca_files": [files.ca], "client_certificate": own});
        let report = nginx.run(with).success().json();
        let tls = &report["handshake"]["hops"][0]["tls"];
        assert!(
            tls["client_certificate"].as_str().expect("a string").contains("CN=Tester"),
            "{tls}"
        );
        // nginx reports it over HTTP: 400 "No required SSL certificate was sent".
        let output = nginx.run(json!({"ca_files": [files.ca]}));
        let (code, text) = output.failed(3);
        assert!(code == "upgrade_refused" && text.contains("400"), "{text}");
        let tls = &output.json()["handshake"]["hops"][0]["tls"];
        assert_eq!(tls["client_certificate_asked"], true, "{tls}");
    }
}
