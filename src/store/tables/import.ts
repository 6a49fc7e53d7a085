import type { Generated } from 'kysely'

export type ImportKind = 'roll' | 'holiday' | 'roster' | 'unit_book' | 'community_book'
export type ImportState = 'loading' | 'ready' | 'applied' | 'unread'

/** Spreadsheets that were handed in, and the registers outside. */
export interface ImportTables {
  import_file: {
    id: Generated<number>
    person_id: number
    kind: ImportKind
    name: string
    state: ImportState
    scope: string
    basis: Generated<string>
    said: Generated<string>
    at: number
    applied_at: number | null
  }
  import_row: {
    import_id: number
    place: number
    line: number
    fate: 'new' | 'changed' | 'gone' | 'same' | 'refused'
    said: string
    row: string
  }
  evidence: {
    id: Generated<number>
    unit_id: number | null
    community_id: number | null
    person_id: number | null
    name: string
    key: string
    day: string
    place: number
    started_at: number | null
    ended_at: number | null
    minutes: number
    at: number
  }
  reconciled: {
    person_id: number
    day: string
    ledger: number
    unit_book: number | null
    community_book: number | null
    decided_by: number
    at: number
  }
}
