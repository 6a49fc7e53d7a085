import type { Invariant } from './index.ts'

/** What may never be in messages, acts and letters. */
export const letters: readonly Invariant[] = [
  ['a message has two inbox rows', 'select 1 from inbox group by key having count(*) > 1'],
  [
    'an act came from a message that was never handled',
    // What is older than the oldest was handled too long ago to be remembered.
    `select 1 from audit where message not in (select key from inbox) and message not like 'console/%'
      and at >= (select min(at) from inbox)`,
  ],
  [
    'an act of one message was written down twice',
    'select 1 from audit group by message, action having count(*) > 1',
  ],
  [
    'a stored answer has a line without a code',
    `select 1 from inbox i, json_each(i.outcome, '$.say') s where json_extract(s.value, '$.code') is null`,
  ],
  ['a letter is there twice', 'select 1 from outbox group by dedupe having count(*) > 1'],
  [
    'an answer was stored for a message without a key',
    `select 1 from inbox where key not like '%/%/_%' or not json_valid(outcome)`,
  ],
]
