// Generated from constants of the core and the shell by `cargo xtask types`. Do not edit.

/** Close codes below 3000 that an endpoint may send. */
export const SENDABLE_CLOSE_CODES = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014] as const;

/** First and last of the close codes of frameworks and applications. */
export const PRIVATE_CLOSE_CODES = [3000, 4999] as const;

/** A close code that may be sent, but is answered with 1002 when received. */
export const SENDABLE_BUT_NOT_ACCEPTED = 1014;

/** Bytes of a close reason at most. */
export const CLOSE_REASON_LIMIT = 123;

/** Bytes of a control frame's payload at most. */
export const CONTROL_PAYLOAD_LIMIT = 125;

/** Opcodes without a meaning. */
export const RESERVED_OPCODES = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15] as const;

/** Bytes that are copied to the clipboard at most. */
export const COPY_LIMIT = 67_108_864;

/** The fields of a message with more bytes are decoded on request. */
export const LONG_MESSAGE = 67_108_864;

/** Nodes of one page of fields. */
export const FIELDS_PAGE = 20_000;

/** Bytes of formatted JSON in one page. */
export const JSON_PAGE_LIMIT = 1_048_576;

/** Bytes of a message to be sent that are previewed. */
export const PREVIEW_BYTES = 256;

/** Fewest messages that a transcript may keep. */
export const FEWEST_KEPT_MESSAGES = 1000;

/** Steps of the window's zoom in percent. */
export const ZOOM_STEPS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300] as const;
