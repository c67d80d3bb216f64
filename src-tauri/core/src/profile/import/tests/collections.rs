//! Insomnia, Postman, Bruno, OpenCollection, Yaak and Kreya.

use super::{ImportKind, assert_notes, file, folder, sent};
use crate::profile::model::{ApiKeyPlace, AuthType, BodyType};

#[test]
fn insomnia_5_with_every_documented_field() {
    for version in ["5.0", "5.2"] {
        let kind =
            |name: &str| if version == "5.2" { format!("type: {name}") } else { String::new() };
        let text = format!(
            r#"
type: collection.insomnia.rest/5.0
schema_version: "{version}"
name: C
meta: {{id: wrk_1, created: 1}}
collection:
  - name: Folder
    {folder}
    meta: {{id: fld_1}}
    headers: [{{name: X-Folder, value: f}}]
    authentication: {{type: basic, username: me, password: CANARY-1, useISO88591: false, disabled: false}}
    environment: {{host: h.example, unused: 1}}
    environmentPropertyOrder: {{}}
    scripts: {{preRequest: p(), afterResponse: a()}}
    children:
      - url: "wss://{{{{ _.host }}}}/:room/x"
        {ws}
        name: Socket
        meta: {{id: ws-req_1, created: 1, modified: 2, isPrivate: false, description: D, sortKey: -1}}
        settings: {{encodeUrl: false, followRedirects: "on", cookies: {{store: true, send: true}}}}
        authentication: {{}}
        headers: [{{id: h1, name: X-One, value: a, description: d, disabled: true}}, {{name: X-Api-Key, value: CANARY-2}}]
        parameters: [{{name: q, value: "{{{{ _.later }}}}", disabled: false, type: text, multiline: false}}]
        pathParameters: [{{name: room, value: lobby}}]
      - {{url: "ws://h/", {ws_inline}name: Bearer, settings: {{followRedirects: global}}, authentication: {{type: bearer, token: "{{{{ _.apiToken }}}}", prefix: Token}}, parameters: null}}
      - {{url: "ws://h/", {ws_inline}name: Key, settings: {{followRedirects: "off"}}, authentication: {{type: apikey, key: k, value: CANARY-3, addTo: queryParams}}}}
      - {{url: "ws://h/", {ws_inline}name: OAuth, settings: {{followRedirects: "off"}}, authentication: {{type: oauth2, clientSecret: CANARY-4}}}}
      - {{url: "http://h/", method: GET, name: Http, meta: {{id: req_1}}}}
      - {{url: "h", reflectionApi: {{}}, name: Grpc, meta: {{id: greq_1}}}}
      - {{url: "h", eventListeners: [], name: Io, meta: {{id: socketio-req_1}}}}
cookieJar: {{cookies: [{{key: sid, value: CANARY-5}}]}}
environments: {{name: Base, data: {{host: base.example, later: "1", apiToken: CANARY-6}}, subEnvironments: [{{name: Prod, data: {{host: p}}}}]}}
certificates: [{{path: c.pem, disabled: false}}]
testSuites: [{{name: T}}]
spec: {{contents: {{}}}}
"#,
            folder = kind("RequestGroup"),
            ws = kind("WebSocketRequest"),
            ws_inline = if version == "5.2" { "type: WebSocketRequest, " } else { "" },
        );
        let imported = file("i.yaml", &text, None);
        assert_eq!(imported.kind, ImportKind::Insomnia);
        let names: Vec<_> = imported.profiles.iter().map(|profile| profile.name.as_str()).collect();
        assert_eq!(names, ["Socket", "Bearer", "Key", "OAuth"]);
        let profile = &imported.profiles[0];
        let connection = &profile.connection;
        assert_eq!(connection.url, "wss://{{host}}/lobby/x");
        assert_eq!(profile.variables["host"].as_str(), "h.example");
        assert_eq!(
            (connection.query[0].value.as_str(), profile.variables["later"].as_str()),
            ("{{later}}", "1")
        );
        assert_eq!((connection.auth.kind, connection.auth.user.as_str()), (AuthType::Basic, "me"));
        let headers: Vec<_> =
            connection.headers.iter().map(|pair| (pair.name.as_str(), pair.enabled)).collect();
        assert_eq!(headers, [("X-Folder", true), ("X-One", false), ("X-Api-Key", true)]);
        assert!(connection.redirects.follow && connection.cookies.keep);
        assert_eq!(imported.profiles[1].connection.headers[1].value, "Token {{secret:apiToken}}");
        let auth = &imported.profiles[2].connection.auth;
        assert_eq!(
            (auth.kind, auth.place, auth.value.as_str()),
            (AuthType::ApiKey, ApiKeyPlace::Query, "{{secret:k}}")
        );
        assert_notes(
            &imported,
            &[
                "no messages of WebSocket requests",
                "scripts",
                "environment Prod",
                "1 cookies",
                "a certificate",
                "testSuites",
                "spec",
                "description",
                "meta",
                "encodeUrl",
                "cookie jar",
                "oauth2",
                "Http: Request",
                "Grpc: GrpcRequest",
                "Io: SocketIORequest",
                "variables that no connection uses: unused",
                "redirects as in Insomnia's preferences",
                "multiline",
            ],
        );
    }
}

#[test]
fn insomnia_4_has_the_messages() {
    let text = r#"{"_type": "export", "__export_format": 4, "__export_date": "d", "__export_source": "s", "resources": [
        {"_id": "wrk_1", "_type": "workspace", "name": "W"},
        {"_id": "fld_1", "_type": "request_group", "parentId": "wrk_1", "name": "F", "environment": {"deep": {"host": "h"}}},
        {"_id": "env_1", "_type": "environment", "parentId": "wrk_1", "name": "Base", "data": {"pw": "CANARY-1"}},
        {"_id": "env_2", "_type": "environment", "parentId": "env_1", "name": "Sub", "data": {}},
        {"_id": "jar_1", "_type": "cookie_jar", "parentId": "wrk_1", "cookies": [{"key": "a"}]},
        {"_id": "req_1", "_type": "request", "parentId": "wrk_1", "name": "R"},
        {"_id": "ws-req_1", "_type": "websocket_request", "parentId": "fld_1", "name": "S", "url": "ws://{{ _.deep.host }}/", "description": "d",
         "headers": [{"name": "X", "value": "1"}], "authentication": {"type": "basic", "username": "u", "password": "{{ _.pw }}"},
         "parameters": [{"name": "p", "value": "{% uuid %}"}], "pathParameters": [], "metaSortKey": -1, "settingEncodeUrl": true,
         "settingStoreCookies": true, "settingSendCookies": false, "settingFollowRedirects": "on", "settingUseProxy": true},
        {"_id": "ws-payload_1", "_type": "websocket_payload", "parentId": "ws-req_1", "name": "Hello", "value": "{\"secretKey\": \"CANARY-2\"}", "mode": "application/json"},
        {"_id": "ws-payload_2", "_type": "websocket_payload", "parentId": "ws-req_1", "name": "Plain", "value": "hi", "mode": "text/plain"}]}"#;
    let imported = file("i.json", text, None);
    let profile = &imported.profiles[0];
    assert_eq!(
        (profile.connection.url.as_str(), profile.variables["deep.host"].as_str()),
        ("ws://{{deep.host}}/", "h")
    );
    assert_eq!(profile.connection.auth.password, "{{secret:pw}}");
    assert_eq!(profile.messages[0].text, "{\"secretKey\": \"{{secret:secretKey}}\"}");
    assert_eq!(sent(profile, "Plain"), "hi");
    assert_notes(
        &imported,
        &[
            "{% … %}",
            "description",
            "settingUseProxy",
            "metaSortKey",
            "environment Sub",
            "1 cookies",
            "R: request",
            "__export_date",
        ],
    );
}

#[test]
fn postman_3_is_a_folder() {
    let request = "$kind: websocket-request\nid: 1\nname: Updates\ndescription: D\norder: 2000\nurl: \"wss://{{host}}/u?a=1\"\n\
        headers: [{key: X-One, value: a, disabled: true}, {key: Authorization, value: 'Bearer {{tok}}'}]\nqueryParams: {a: 1, b: 2}\n\
        messages: .resources/Updates.resources/messages\nexamples: .resources/Updates.resources/examples\n\
        settings: {handshakeTimeout: 5000, retryCount: 3, retryDelay: 250, maxPayload: 5, strictSSL: false}\n";
    let base = "postman/collections/C";
    let messages = format!("{base}/.resources/Updates.resources/messages");
    let path = |name: &str| format!("{messages}/{name}.message.yaml");
    let all = [
        (format!("{base}/Updates.request.yaml"), request.to_owned()),
        (format!("{base}/First.request.yaml"), "$kind: websocket-request\nurl: ws://h/\norder: 1\nheaders: {A: b}\nmessages: []\n".to_owned()),
        (format!("{base}/Mqtt.request.yaml"), "$kind: mqtt-request\nurl: h\n".to_owned()),
        (format!("{base}/.resources/definition.yaml"), "$kind: collection\nname: C\ndescription: words\n".to_owned()),
        (path("one"), "$kind: websocket-message\norder: 2\ncontentType: json\ncontent: '{\"password\": \"CANARY-1\"}'\n".to_owned()),
        (path("two"), "$kind: websocket-message\norder: 1\ncontentType: hex\ncontent: '00ff'\n".to_owned()),
        (path("three"), "$kind: websocket-message\ncontentType: base64\ncontent: AAEC\n".to_owned()),
        (path("four"), "$kind: websocket-message\ncontentType: hex\ncontent: zz\n".to_owned()),
        (path("five"), "$kind: websocket-message\ncontentType: xml\ncontent: <a/>\nextra: 1\n".to_owned()),
        ("postman/environments/dev.environment.yaml".to_owned(),
         "name: dev\nvalues: [{key: host, value: h.example, enabled: true, type: default}, {key: tok, value: CANARY-2, type: secret}, {key: off, value: 1, enabled: false}]\n".to_owned()),
        ("postman/environments/prod.environment.yaml".to_owned(), "name: prod\nvalues: []\n".to_owned()),
    ];
    let files: Vec<_> = all.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let imported = folder(&files, None);
    assert_eq!(imported.kind, ImportKind::Postman);
    let [first, profile] = imported.profiles.as_slice() else { panic!("{imported:?}") };
    assert_eq!(first.name, "First");
    let connection = &profile.connection;
    assert_eq!(
        (connection.url.as_str(), profile.variables["host"].as_str()),
        ("wss://{{host}}/u?a=1", "h.example")
    );
    assert_eq!(connection.auth.token, "{{secret:tok}}");
    assert_eq!((connection.query.len(), connection.timeouts.upgrade.as_str()), (1, "5s"));
    assert!(
        connection.reconnect.on && connection.reconnect.attempts == 3 && !connection.tls.verify
    );
    assert_eq!(connection.limits.message, 5 << 20);
    let names: Vec<_> = profile.messages.iter().map(|message| message.name.as_str()).collect();
    assert_eq!(names, ["two", "one", "five", "four", "three"]);
    assert_eq!(
        (sent(profile, "two"), sent(profile, "three")),
        ("00ff".to_owned(), "000102".to_owned())
    );
    assert_notes(
        &imported,
        &[
            "description",
            "examples",
            "mqtt-request",
            "environment prod",
            "off is switched off",
            "not valid hex",
            "extra",
            "messages inside the request",
            "delay grows",
        ],
    );
    let source = super::ImportSource::from_bytes(
        "c.json",
        br#"{"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/"}}"#
            .to_vec(),
    );
    let error = super::import(&source.expect("short"), None).expect_err("no WebSocket requests");
    assert!(error.to_string().contains("2.1 cannot hold WebSocket requests"), "{error}");
}

#[test]
fn bruno_with_every_documented_block() {
    let request = "meta {\n  name: Feed\n  type: ws\n  seq: 2\n  tags: [\n    smoke\n  ]\n}\n\nws {\n  url: wss://{{host}}/:room?a=1\n  body: ws\n  auth: bearer\n}\n\n\
        params:query {\n  a: 1\n  ~b: 2\n}\n\nparams:path {\n  room: lobby\n}\n\nheaders {\n  Sec-WebSocket-Protocol: x\n  Sec-WebSocket-Protocol: y\n  ~X-Off: 1\n}\n\n\
        auth:bearer {\n  token: {{t}}\n}\n\nauth:basic {\n  username: u\n  password: CANARY-1\n}\n\nbody:ws {\n  name: message 1\n  type: json\n  selected: true\n  content: '''\n    {\n      \"a\": 1\n    }\n  '''\n}\n\n\
        body:ws {\n  content: '''\n    plain\n  '''\n}\n\nbody:ws {\n  name: x\n  type: xml\n  content: <a/>\n}\n\nsettings {\n  timeout: 1500\n  keepAliveInterval: 0\n}\n\nvars:pre-request {\n  local: 1\n}\n\ndocs {\n  # Docs\n}\n\nscript:pre-request {\n  x();\n}\n";
    let all = [
        ("C/Feed.bru", request),
        (
            "C/Inherit.bru",
            "meta {\n  name: Inherit\n  type: ws\n  seq: 1\n}\nws {\n  url: ws://h/{{local}}\n  auth: inherit\n}\nsettings {\n  timeout: inherit\n}\n",
        ),
        ("C/Http.bru", "meta {\n  name: Http\n  type: http\n}\n"),
        (
            "C/collection.bru",
            "auth {\n  mode: apikey\n}\nauth:apikey {\n  key: X-Key\n  value: CANARY-2\n  placement: header\n}\nheaders {\n  X-All: 1\n}\n",
        ),
        (
            "C/environments/dev.bru",
            "vars {\n  host: h.example\n  never: 1\n}\nvars:secret [\n  t,\n  u\n]\n",
        ),
        ("C/environments/prod.bru", "vars {\n  host: p.example\n}\n"),
        ("C/bruno.json", "{}"),
    ];
    let imported = folder(&all, None);
    assert_eq!(imported.kind, ImportKind::Bruno);
    let [inherit, profile] = imported.profiles.as_slice() else { panic!("{imported:?}") };
    let connection = &profile.connection;
    assert_eq!(connection.url, "wss://{{host}}/lobby?a=1");
    assert_eq!(connection.subprotocols, ["x", "y"]);
    assert_eq!(connection.auth.token, "{{secret:t}}");
    assert_eq!(connection.query.len(), 1);
    assert_eq!(
        (connection.timeouts.upgrade.as_str(), connection.keep_alive.ping_every.as_deref()),
        ("1500ms", None)
    );
    assert_eq!((profile.messages.len(), profile.messages[0].body), (3, BodyType::Json));
    assert_eq!(
        (sent(profile, "message 1"), sent(profile, "message 2")),
        ("{\n  \"a\": 1\n}".to_owned(), "plain".to_owned())
    );
    assert_eq!(
        (inherit.connection.auth.name.as_str(), inherit.connection.auth.value.as_str()),
        ("X-Key", "{{secret:X-Key}}")
    );
    assert_notes(
        &imported,
        &[
            "tags: smoke",
            "auth:basic",
            "docs",
            "script:pre-request",
            "type http",
            "type xml",
            "as the collection",
            "no connection uses: never, u",
            "another value of host, in the environment prod",
        ],
    );
}

#[test]
fn opencollection_single_folder_and_bundled() {
    let request = "info: {name: Feed, type: websocket, seq: 1, tags: [a], description: D}\nwebsocket:\n  url: wss://{{host}}/x\n\
        \x20 headers: [{name: X-One, value: a}, {name: X-Off, value: b, disabled: true}]\n  message: [{title: One, selected: true, message: {type: json, data: '{\"pwd\": \"CANARY-1\"}'}}, {title: Two, message: {type: binary, data: '00'}}]\n\
        \x20 auth: inherit\nruntime: {variables: [{name: host, value: h.example}], scripts: [{type: before}]}\nsettings: {timeout: inherit, keepAliveInterval: 3000}\ndocs: words\n";
    let imported = file("Feed.yml", request, None);
    assert_eq!(imported.kind, ImportKind::OpenCollection);
    let profile = &imported.profiles[0];
    assert_eq!(
        (profile.connection.url.as_str(), profile.variables["host"].as_str()),
        ("wss://{{host}}/x", "h.example")
    );
    assert_eq!(profile.connection.keep_alive.ping_every.as_deref(), Some("3s"));
    assert_eq!(profile.messages[0].text, "{\"pwd\": \"{{secret:pwd}}\"}");
    assert_eq!(profile.messages[1].name, "Two");
    assert_notes(
        &imported,
        &[
            "tags, description",
            "type binary",
            "as the collection",
            "scripts",
            "docs",
            "inherited from a collection",
        ],
    );

    let bundled = "opencollection: 1.0.0\nbundled: true\ninfo: {name: C, version: '2'}\nconfig: {environments: [{name: dev, variables: [{name: t, value: CANARY-2, secret: true}]}, {name: prod, variables: []}]}\n\
        request: {auth: {type: bearer, token: '{{t}}'}, headers: [{name: X-All, value: '1'}]}\nitems:\n  - info: {name: F, type: folder}\n    items:\n      - info: {name: W, type: websocket}\n        websocket: {url: 'ws://h/', message: {type: text, data: hi}}\n  - info: {name: H, type: http}\n    http: {url: 'http://h/'}\n";
    let imported = file("c.yml", bundled, None);
    let profile = &imported.profiles[0];
    assert_eq!(
        (profile.connection.auth.token.as_str(), profile.connection.headers.len()),
        ("{{secret:t}}", 1)
    );
    assert_eq!(sent(profile, "message 1"), "hi");
    assert_notes(&imported, &["environment prod", "H: a request of type http", "version"]);

    let all = [
        ("opencollection.yml", "opencollection: 1.0.0\ninfo: {name: C}\n"),
        ("Feed.yml", request),
        ("environments/dev.yml", "name: dev\nvariables: [{name: host, value: e}]\n"),
    ];
    assert_eq!(folder(&all, Some(ImportKind::OpenCollection)).profiles.len(), 1);
}

const YAAK_REQUEST: &str = "type: websocket_request\nmodel: websocket_request\nid: wr_1\ncreatedAt: a\nupdatedAt: b\nworkspaceId: wk_1\nfolderId: fl_1\n\
    authentication: {username: u, password: 'CANARY-1'}\nauthenticationType: basic\ndescription: D\nheaders: [{enabled: false, name: X-One, value: a, id: h}]\n\
    message: '{\"a\": \"${[ who ]}\"}'\nname: W\nsortPriority: 1.5\nurl: 'wss://${[host]}/:room'\nurlParameters: [{enabled: true, name: ':room', value: lobby}, {enabled: true, name: q, value: '${[ f(x=1) ]}'}]\n\
    settingSendCookies: {enabled: true, value: true}\nsettingStoreCookies: {enabled: false, value: true}\nsettingValidateCertificates: {enabled: true, value: false}\nsettingRequestMessageSize: {enabled: true, value: 65536}\n";

#[test]
fn yaak_folder_and_export() {
    let all = [
        ("yaak.wr_1.yaml", YAAK_REQUEST),
        ("yaak.wk_1.yaml", "type: workspace\nmodel: workspace\nid: wk_1\nname: W\n"),
        (
            "yaak.fl_1.yaml",
            "type: folder\nmodel: folder\nid: fl_1\nworkspaceId: wk_1\nname: F\nheaders: [{enabled: true, name: X-All, value: '1'}]\n",
        ),
        ("yaak.hr_1.yaml", "type: http_request\nmodel: http_request\nid: hr_1\nname: H\n"),
        (
            "yaak.ev_1.yaml",
            "type: environment\nmodel: environment\nid: ev_1\nname: Global\nbase: true\nvariables: [{enabled: true, name: host, value: h.example}, {enabled: true, name: who, value: me}, {enabled: false, name: off, value: x}]\n",
        ),
    ];
    let imported = folder(&all, None);
    assert_eq!(imported.kind, ImportKind::Yaak);
    let profile = &imported.profiles[0];
    let connection = &profile.connection;
    assert_eq!(
        (connection.url.as_str(), profile.variables["host"].as_str()),
        ("wss://{{host}}/lobby", "h.example")
    );
    assert_eq!(connection.auth.password, "{{secret:password}}");
    assert_eq!(connection.headers.len(), 2);
    assert!(!connection.tls.verify && !connection.cookies.keep);
    assert_eq!(connection.limits.message, 65536);
    assert_eq!(profile.messages[0].text, "{\"a\": \"{{who}}\"}");
    assert_notes(
        &imported,
        &[
            "description",
            "cannot be computed",
            "as the folder or workspace",
            "cookie jar",
            "H: http_request",
            "off is switched off",
        ],
    );
    let yaml: serde_json::Value = super::super::document::yaml("x", YAAK_REQUEST).expect("YAML");
    let export = serde_json::json!({"yaakVersion": "1", "yaakSchema": 4, "timestamp": "t", "resources": {
        "workspaces": [], "environments": [], "folders": [], "httpRequests": [], "grpcRequests": [{"name": "G"}], "websocketRequests": [yaml]}});
    let imported = file("export.json", &export.to_string(), None);
    assert_eq!((imported.kind, imported.profiles.len()), (ImportKind::Yaak, 1));
    assert_notes(&imported, &["G: grpc_request", "{{host}} has no value"]);
}
