import type { Generated } from 'kysely'

/** What is heard and what is said: inbox, outbox, announcements, jobs. */
export interface SpeechTables {
  inbox: {
    id: Generated<number>
    key: string
    at: number
    conversation: string
    person_id: number | null
    command: string | null
    outcome: string
    choices: string | null
  }
  traffic: { key: string; minute: number; messages: number }
  outbox: {
    id: Generated<number>
    person_id: number | null
    group_id: number | null
    say: string
    offer: Generated<string>
    mention: Generated<string>
    not_in: string | null
    urgent: Generated<number>
    unasked: Generated<number>
    created_at: number
    send_at: number
    expires_at: number | null
    dedupe: string
    channel: string | null
    address: string | null
    state: Generated<LetterState>
    attempts: Generated<number>
    claim: string | null
    claimed_at: number | null
    unsure: Generated<number>
    sent_at: number | null
    shown_at: number | null
    why: string | null
  }
  channel: {
    name: string
    blocked_until: number
    broken_at: number | null
    why: string
  }
  usage: {
    month: string
    what: 'call' | 'hook'
    used: number
    warned: Generated<number>
  }
  pushed: { community_id: number; month: string; to_people: number; to_groups: number }
  announcement: {
    id: Generated<number>
    person_id: number
    role: 'administrator' | 'secretary' | 'street_officer'
    text: string | null
    at: number
    said_in: number | null
    message: string
  }
  announcement_place: { community_id: number; at: number; announcement_id: number }
  announcement_draft: { person_id: number; number: number; communities: string; text: string; at: number }
  gateway_lease: {
    platform: 'wecom' | 'dingtalk'
    bot: string
    holder: string
    since: number
    until: number
    lives: Generated<number>
  }
  gateway_holder: { platform: string; bot: string; name: string; seq: number; at: number }
  clock: { id: number; ticked_at: number }
  job_run: {
    id: Generated<number>
    job: string
    period: string
    target: number
    due_at: number
    until: number
    next_at: number
    cursor: Generated<number>
    tries: Generated<number>
    done_at: number | null
  }
}

export type LetterState =
  | 'kept'
  | 'waiting'
  | 'claimed'
  | 'sent'
  | 'failed'
  | 'folded'
  | 'unreachable'
  | 'expired'
