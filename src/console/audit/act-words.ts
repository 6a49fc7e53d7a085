import type { View } from '../page.ts'

/** What acts are called on screen; one that has no name here shows its own, so that none is ever hidden. */
const names: { [action: string]: string } = {
  'announcement.send': 'console.act_announce',
  'console.enter': 'console.act_enter',
  'group.bind': 'console.act_bind',
  'group.push': 'console.act_push',
  'holiday.set': 'console.act_holiday',
  'hours.approve': 'console.act_approve',
  'hours.correct': 'console.act_correct',
  'hours.reject': 'console.act_reject',
  'order.cancel': 'console.act_cancel_order',
  'order.publish': 'console.act_publish',
  'order.verify': 'console.act_verify',
  'person.forget': 'console.act_forget',
  'person.join': 'console.act_join',
  'person.reject': 'console.act_reject_person',
  'person.verify': 'console.act_verify_person',
  'policy.set': 'console.act_policy',
  'role.activate': 'console.act_activate',
  'role.end': 'console.act_end_role',
  'role.grant': 'console.act_grant_role',
  'shift.plan': 'console.act_plan',
  'shift.cancel': 'console.act_cancel_shift',
  'transfer.agree': 'console.act_transfer',
  'unit.confirm': 'console.act_unit',
}

export const actWords = (action: string, words: View['words']): string => {
  const name = names[action]
  return name === undefined ? action : words(name)
}
