//! Every text of a connection that may hold a variable or a secret, with its path.

use super::{ApiKeyPlace, AuthType, Connection, Pair, ProxyMode};

/// Takes a path and the text there.
type TextVisitor<'a, E> = dyn FnMut(&str, &mut String) -> Result<(), E> + 'a;

impl Connection {
    /// Every text that is used, in the order of the file; what is switched off is left alone.
    pub fn texts<E>(&mut self, each: &mut TextVisitor<'_, E>) -> Result<(), E> {
        each("connection.url", &mut self.url)?;
        pairs("connection.query", &mut self.query, each)?;
        pairs("connection.headers", &mut self.headers, each)?;
        list("connection.subprotocols", &mut self.subprotocols, each)?;
        for (name, text) in [("origin", &mut self.origin), ("user_agent", &mut self.user_agent)] {
            optional(&format!("connection.{name}"), text, each)?;
        }
        self.auth_texts(each)?;
        pairs("connection.cookies.send", &mut self.cookies.send, each)?;
        optional("connection.ca_file", &mut self.ca_file, each)?;
        self.tls_texts(each)?;
        if self.proxy.mode == ProxyMode::Manual {
            let proxy = &mut self.proxy;
            let texts = [
                ("url", &mut proxy.url),
                ("user", &mut proxy.user),
                ("password", &mut proxy.password),
            ];
            for (name, text) in texts {
                each(&format!("connection.proxy.{name}"), text)?;
            }
            list("connection.proxy.no_proxy", &mut proxy.no_proxy, each)?;
        }
        list("connection.resolve", &mut self.resolve, each)?;
        optional("connection.unix_socket", &mut self.unix_socket, each)
    }

    fn auth_texts<E>(&mut self, each: &mut TextVisitor<'_, E>) -> Result<(), E> {
        let auth = &mut self.auth;
        let texts: Vec<(&str, &mut String)> = match auth.kind {
            AuthType::None => vec![],
            AuthType::Basic => vec![("user", &mut auth.user), ("password", &mut auth.password)],
            AuthType::Bearer => vec![("token", &mut auth.token)],
            AuthType::ApiKey => vec![("name", &mut auth.name), ("value", &mut auth.value)],
        };
        for (name, text) in texts {
            each(&format!("connection.auth.{name}"), text)?;
        }
        Ok(())
    }

    fn tls_texts<E>(&mut self, each: &mut TextVisitor<'_, E>) -> Result<(), E> {
        let tls = &mut self.tls;
        list("connection.tls.ca_files", &mut tls.ca_files, each)?;
        if let Some(own) = &mut tls.client_certificate {
            for (name, text) in [
                ("cert_file", &mut own.cert_file),
                ("key_file", &mut own.key_file),
                ("p12_file", &mut own.p12_file),
                ("passphrase", &mut own.passphrase),
            ] {
                optional(&format!("connection.tls.client_certificate.{name}"), text, each)?;
            }
        }
        optional("connection.tls.server_name", &mut tls.server_name, each)?;
        list("connection.tls.crl_files", &mut tls.crl_files, each)?;
        list("connection.tls.pinned", &mut tls.pinned, each)
    }

    /// The parameters that the URL's query gets: those of the list, and an API key that goes there.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        let auth = &self.auth;
        let key = auth.kind == AuthType::ApiKey && auth.place == ApiKeyPlace::Query;
        let listed = self.query.iter().filter(|pair| pair.enabled);
        listed
            .map(|pair| (pair.name.as_str(), pair.value.as_str()))
            .chain(key.then_some((auth.name.as_str(), auth.value.as_str())))
    }
}

fn pairs<E>(path: &str, pairs: &mut [Pair], each: &mut TextVisitor<'_, E>) -> Result<(), E> {
    for (i, pair) in pairs.iter_mut().enumerate().filter(|(_, pair)| pair.enabled) {
        each(&format!("{path}[{i}].name"), &mut pair.name)?;
        each(&format!("{path}[{i}].value"), &mut pair.value)?;
    }
    Ok(())
}

fn list<E>(path: &str, texts: &mut [String], each: &mut TextVisitor<'_, E>) -> Result<(), E> {
    texts.iter_mut().enumerate().try_for_each(|(i, text)| each(&format!("{path}[{i}]"), text))
}

fn optional<E>(
    path: &str,
    text: &mut Option<String>,
    each: &mut TextVisitor<'_, E>,
) -> Result<(), E> {
    text.as_mut().map_or(Ok(()), |text| each(path, text))
}
