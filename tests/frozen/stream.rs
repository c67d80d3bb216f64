//! The format of `data/received/streams/*.stream`: the bytes that a server sends after its 101 response.
//!
//! - `# TEXT`: a comment.
//! - `@connection JSON`: the profile's `connection`, without the URL.
//! - `@extensions TEXT`: the value of `Sec-WebSocket-Extensions` in the 101 response.
//! - `@end fin`: the server ends TCP after the last byte. By default it waits for the client's Close first.
//! - `@ways at-once`: only the two ways that send the stream in one write. The result of the others depends on TCP.
//! - Any other line: bytes in hex; `HEX*N` repeats them N times. Header and payload of a frame have a line each, and the
//!   stream is cut between lines where it is cut at each header.

use serde_json::Value;
use wirelark_tests::row::unhex;

pub struct Stream {
    /// The bytes of each line.
    pub lines: Vec<Vec<u8>>,
    /// The profile's `connection`, without the URL.
    pub connection: Value,
    /// The value of `Sec-WebSocket-Extensions` in the 101 response.
    pub extensions: Option<String>,
    /// The server ends TCP after the last byte.
    pub ends: bool,
    /// Only the ways that send it in one write.
    pub at_once: bool,
}

impl Stream {
    #[track_caller]
    pub fn parse(text: &str) -> Stream {
        let connection = Value::Object(Default::default());
        let (ends, at_once) = (false, false);
        let mut stream = Stream { lines: vec![], connection, extensions: None, ends, at_once };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some(option) = line.strip_prefix('@') else {
                stream.lines.push(line.split_whitespace().flat_map(bytes_of).collect());
                continue;
            };
            match option.split_once(' ') {
                Some(("connection", json)) => {
                    stream.connection = serde_json::from_str(json).expect("valid JSON");
                }
                Some(("extensions", text)) => stream.extensions = Some(text.to_owned()),
                Some(("end", "fin")) => stream.ends = true,
                Some(("ways", "at-once")) => stream.at_once = true,
                _ => panic!("unknown line: {line}"),
            }
        }
        stream
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.lines.concat()
    }

    /// The ways to send it, with their names.
    pub fn ways(&self) -> &'static [(&'static str, Way)] {
        if self.at_once { &WAYS[..2] } else { &WAYS }
    }
}

fn bytes_of(word: &str) -> Vec<u8> {
    match word.split_once('*') {
        Some((unit, times)) => unhex(unit).repeat(times.parse().expect("a number")),
        None => unhex(word),
    }
}

/// A way to cut a stream into the server's writes.
#[derive(Debug, Clone, Copy)]
pub enum Way {
    /// In one write after the 101 response.
    Whole,
    /// In the same write as the 101 response.
    With101,
    /// This many bytes in the same write as the 101 response, the rest in another.
    Beginning(usize),
    /// One byte each. In long streams only the first and last bytes of the first lines are sent singly.
    Bytes,
    /// One line each, headers and payloads; several in long streams.
    Lines,
    /// Pieces of this size, or of a multiple of it in long streams.
    Sized(usize),
    /// Pieces of pseudo-random sizes from this seed.
    Random(u64),
}

/// The ten ways; the first two send everything in one write.
const WAYS: [(&str, Way); 10] = [
    ("whole", Way::Whole),
    ("with the 101", Way::With101),
    ("its first byte with the 101", Way::Beginning(1)),
    ("its first 9 bytes with the 101", Way::Beginning(9)),
    ("byte by byte", Way::Bytes),
    ("at each header", Way::Lines),
    ("in pieces of 3 bytes", Way::Sized(3)),
    ("in pieces of 16 bytes", Way::Sized(16)),
    ("at random with seed 1", Way::Random(1)),
    ("at random with seed 2", Way::Random(2)),
];

/// Limits the writes of one way, and so its time.
const MOST_PIECES: usize = 150;

impl Way {
    /// Returns the bytes to send with the 101 response, and the pieces after it.
    pub fn cut(self, stream: &Stream) -> (Vec<u8>, Vec<Vec<u8>>) {
        let bytes = stream.bytes();
        let sized = |size: usize| {
            let size = size * bytes.len().div_ceil(size * MOST_PIECES).max(1);
            bytes.chunks(size).map(<[u8]>::to_vec).collect()
        };
        match self {
            Way::Whole => (vec![], vec![bytes]),
            Way::With101 => (bytes, vec![]),
            Way::Beginning(size) => {
                let (first, rest) = bytes.split_at(size.min(bytes.len()));
                (first.to_vec(), vec![rest.to_vec()])
            }
            Way::Bytes if bytes.len() <= MOST_PIECES => (vec![], sized(1)),
            Way::Bytes => (vec![], singly(&stream.lines)),
            Way::Lines => {
                let lines =
                    stream.lines.chunks(stream.lines.len().div_ceil(2 * MOST_PIECES).max(1));
                (vec![], lines.map(<[_]>::concat).collect())
            }
            Way::Sized(size) => (vec![], sized(size)),
            Way::Random(seed) => (vec![], random(&bytes, seed)),
        }
    }
}

/// The first and last bytes of each line singly, the rest between them in one piece. When there are many pieces, what is
/// left follows in one.
fn singly(lines: &[Vec<u8>]) -> Vec<Vec<u8>> {
    const ENDS: usize = 10;
    let mut pieces: Vec<Vec<u8>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if pieces.len() > MOST_PIECES {
            pieces.push(lines[at..].concat());
            break;
        }
        let (first, rest) = line.split_at(line.len().min(ENDS));
        let (middle, last) = rest.split_at(rest.len().saturating_sub(ENDS));
        pieces.extend(first.iter().map(|&byte| vec![byte]));
        pieces.extend(Some(middle.to_vec()).filter(|middle| !middle.is_empty()));
        pieces.extend(last.iter().map(|&byte| vec![byte]));
    }
    pieces
}

/// Mostly small pieces, and sometimes a large one.
fn random(bytes: &[u8], seed: u64) -> Vec<Vec<u8>> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut next = |below: usize| {
        // xorshift64*: the same numbers on every machine and with every version of every crate.
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % below
    };
    let (mut pieces, mut rest) = (Vec::new(), bytes);
    while !rest.is_empty() {
        let large = next(4) == 0 || pieces.len() > MOST_PIECES;
        let size = if large { 1 + next(rest.len()) } else { 1 + next(12) };
        let (piece, behind) = rest.split_at(size.min(rest.len()));
        pieces.push(piece.to_vec());
        rest = behind;
    }
    pieces
}

#[test]
fn every_way_has_all_bytes_in_order() {
    let stream = Stream::parse("# x\n@end fin\n81 7e 0190\n61*200 6263*100\n88 00\n");
    assert_eq!(stream.bytes().len(), 4 + 400 + 2);
    for (name, way) in WAYS {
        let (first, pieces) = way.cut(&stream);
        assert_eq!([first, pieces.concat()].concat(), stream.bytes(), "{name}");
        assert!(pieces.len() < 2 * MOST_PIECES, "{name}: {} pieces", pieces.len());
    }
}
