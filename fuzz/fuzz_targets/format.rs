//! Arbitrary text as a struct format, and arbitrary bytes as its data.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirelark_core::packet::format::{DataModel, StructFormat};
use wirelark_core::packet::{pack, unpack};

fuzz_target!(|input: (&str, &[u8])| {
    let (text, data) = input;
    for model in [DataModel::Lp64, DataModel::Llp64] {
        let Ok(format) = StructFormat::parse(text, model) else { continue };
        // More values than an input of the fuzzer could hold.
        if format.values() > 1 << 16 {
            continue;
        }
        if let Ok(found) = unpack::unpack_from(&format, data, 0) {
            assert_eq!(found.values.len(), format.values());
            let packed = pack::pack(&format, &found.values).expect("pack the unpacked values");
            assert_eq!(packed.bytes.len(), format.size());
        }
    }
});
