/**
 * Every column that points at a person, and what becomes of it when the person is joined into another (rule 8.18) or
 * leaves for good (rule 8.21). A test holds the list against the schema: a new table is one line here.
 */
export interface PersonalColumn {
  table: string
  column: string
  /** move: goes to the person who stays, what they have already is dropped. own: join.ts does it. stays: a number without a name. */
  joined: 'move' | 'own' | 'stays'
  /** delete: the row goes. own: forget.ts does it. stays: the ledger and acts by a role keep a number without a name. */
  forgotten: 'delete' | 'own' | 'stays'
}

const is = (
  table: string,
  column: string,
  joined: PersonalColumn['joined'],
  forgotten: PersonalColumn['forgotten'],
): PersonalColumn => ({ table, column, joined, forgotten })

export const personalColumns: readonly PersonalColumn[] = [
  is('identity', 'person_id', 'move', 'delete'),
  is('console_link', 'person_id', 'stays', 'delete'),
  is('console_session', 'person_id', 'stays', 'delete'),
  is('skill', 'person_id', 'move', 'delete'),
  is('free_time', 'person_id', 'move', 'delete'),
  is('wrong_code', 'person_id', 'move', 'delete'),
  is('push_draft', 'person_id', 'move', 'delete'),
  is('holiday_draft', 'person_id', 'move', 'delete'),
  is('announcement_draft', 'person_id', 'move', 'delete'),
  is('announcement', 'person_id', 'move', 'own'),
  is('link_code', 'person_id', 'own', 'delete'),
  is('outbox', 'person_id', 'move', 'delete'),
  is('note', 'person_id', 'own', 'delete'),
  is('roll', 'person_id', 'own', 'delete'),
  is('activation', 'person_id', 'move', 'stays'),
  is('role', 'person_id', 'own', 'own'),
  is('role', 'granted_by', 'stays', 'stays'),
  is('role', 'ended_by', 'stays', 'stays'),
  is('duty', 'person_id', 'own', 'own'),
  is('hour_entry', 'person_id', 'own', 'stays'),
  is('hour_entry', 'actor_id', 'stays', 'stays'),
  is('verdict', 'actor_id', 'stays', 'stays'),
  is('tally', 'person_id', 'stays', 'stays'),
  is('report_confirmation', 'person_id', 'move', 'delete'),
  is('link', 'person_id', 'own', 'own'),
  is('link', 'joined_id', 'own', 'own'),
  is('transfer', 'person_id', 'own', 'delete'),
  is('transfer', 'from_by', 'stays', 'stays'),
  is('transfer', 'to_by', 'stays', 'stays'),
  is('shift', 'person_id', 'own', 'own'),
  is('shift', 'planned_by', 'stays', 'stays'),
  is('shift', 'settled_by', 'stays', 'stays'),
  is('leave', 'person_id', 'move', 'delete'),
  is('swap', 'from_id', 'own', 'own'),
  is('swap', 'to_id', 'own', 'own'),
  is('swap', 'settled_by', 'stays', 'stays'),
  is('handover', 'from_id', 'move', 'own'),
  is('handover', 'to_id', 'move', 'own'),
  is('handover', 'taken_by', 'move', 'stays'),
  is('order', 'requester_id', 'move', 'own'),
  is('order', 'created_by', 'stays', 'stays'),
  is('order', 'published_by', 'stays', 'stays'),
  is('order', 'closed_by', 'stays', 'stays'),
  is('order_text', 'person_id', 'move', 'delete'),
  is('claim', 'person_id', 'own', 'own'),
  is('claim', 'assigned_by', 'stays', 'stays'),
  is('order_event', 'actor_id', 'stays', 'own'),
  is('order_event', 'subject_id', 'stays', 'stays'),
  is('grade', 'grader_id', 'stays', 'stays'),
  is('voice', 'person_id', 'move', 'own'),
  is('loan', 'asked_by', 'stays', 'stays'),
  is('loan', 'settled_by', 'stays', 'stays'),
  is('grade_count', 'grader_id', 'stays', 'stays'),
  is('service_count', 'person_id', 'own', 'stays'),
  is('inbox', 'person_id', 'stays', 'own'),
  is('audit', 'actor_id', 'stays', 'stays'),
  is('person', 'verified_by', 'stays', 'stays'),
  is('group', 'bound_by', 'stays', 'stays'),
  is('group', 'push_bound_by', 'stays', 'stays'),
  is('unit_link', 'asked_by', 'stays', 'stays'),
  is('unit_link', 'settled_by', 'stays', 'stays'),
  is('policy', 'set_by', 'stays', 'stays'),
  is('holiday_year', 'set_by', 'stays', 'stays'),
]
