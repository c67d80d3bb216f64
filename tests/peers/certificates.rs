use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair,
};
use wirelark_tests::scratch::Scratch;

/// Paths of PEM files.
pub(crate) struct Files {
    pub(crate) ca: String,
    pub(crate) server: String,
    pub(crate) server_key: String,
    pub(crate) client: String,
    pub(crate) client_key: String,
}

/// Creates an authority, a server certificate for 127.0.0.1, and a client certificate.
pub(crate) fn make(scratch: &Scratch) -> Files {
    let named = |name: &str, hosts: &[&str]| {
        let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
        let mut params = CertificateParams::new(hosts).expect("names");
        params.distinguished_name.push(DnType::CommonName, name);
        params
    };
    let key = || KeyPair::generate().expect("generate a key");
    let mut ca = named("Test authority", &[]);
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca = CertifiedIssuer::self_signed(ca, key()).expect("sign the certificate");
    let mut client = named("Tester", &[]);
    client.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let (server_key, client_key) = (key(), key());
    let server =
        named("server", &["127.0.0.1"]).signed_by(&server_key, &ca).expect("sign the certificate");
    let client = client.signed_by(&client_key, &ca).expect("sign the certificate");
    Files {
        ca: scratch.file("ca.pem", ca.pem()),
        server: scratch.file("server.pem", server.pem()),
        server_key: scratch.file("server.key", server_key.serialize_pem()),
        client: scratch.file("client.pem", client.pem()),
        client_key: scratch.file("client.key", client_key.serialize_pem()),
    }
}
