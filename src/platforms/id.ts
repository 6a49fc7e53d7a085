import * as v from 'valibot'

/**
 * An id of a platform: no real one is nearly as long, or has a character that nobody sees. Ids stand in keys and in the log, and
 * SQLite's comparisons end at a NUL.
 */
export const id = v.pipe(v.string(), v.regex(/^[^\p{Cc}\p{Cs}]{1,256}$/u))
