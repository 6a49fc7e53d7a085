import { type Params, type Refusal, refuse } from '../refusal.ts'

/** Why a step with an order is refused, code by code; the catalogue has the words for people. */
export const orderRefusals = {
  'order.not_here':
    'there is no such order where this person serves; nothing is said of other communities’ orders',
  'order.not_published': 'it is a need or an idea that the community has not published',
  'order.publish_first': 'it has to be published first',
  'order.published_already': 'it is published',
  'order.draw_running': 'the draw is not over',
  'order.entered_already': 'this person has entered the draw',
  'order.held_already': 'this person holds a place',
  'order.waiting_already': 'this person is on the waiting list',
  'order.own_request': 'somebody else takes what one has asked for oneself',
  'order.not_held': 'this person has no claim on it',
  'order.accept_first': 'a place is offered and has to be taken first',
  'order.waiting_only': 'this person is only on the waiting list',
  'order.finished_own': 'this person has said that it is done',
  'order.not_done': 'nobody has said that it is done',
  'order.done_already': 'it is done and waits for its grade',
  'order.verify_next': 'it is done: what is missing is the community’s grade',
  'order.verify_instead': 'hours are given by whoever served, or by the community with its grade',
  'order.served_oneself': 'a grade or a voice comes from somebody who did not serve (R060)',
  'order.graded_already': 'it has its one grade (R060)',
  'order.reopened_already': 'it is to be done again',
  'order.voice_instead': 'the requester’s voice is 满意',
  'order.requester_only': 'the voice is the requester’s alone (R076)',
  'order.no_place': 'all places are taken: somebody has to be replaced',
  'order.no_need': 'all places are taken: nobody is missing',
  'order.credited': 'it is credited: what is wrong is corrected line by line',
  'order.closed': 'it is graded and closed',
  'order.cancelled': 'it was called off',
  'order.keepers_only': 'only who answers for that community may do this',
  'order.secretary_only': 'only the secretary speaks for the community',
  'order.not_asked': 'that community was not asked for help with it',
  'order.resident_requests': 'residents ask for help; ideas come from members and volunteers',
  'order.by_clock': 'this happens by itself',
  'order.by_people': 'this is for people to do',
  'order.nothing_due': 'there is nothing to do now',
  'claim.limit': 'this person holds as many open claims as one may',
  'claim.over': 'its time is over',
  'claim.gone': 'somebody was faster, or the order has changed',
  'finish.how_long': 'nobody said how long it took, and no time was planned',
  'finish.which_time': 'a length alone says nothing of another day: clock times are needed',
  'finish.not_yet': 'the time lies ahead',
  'finish.too_old': 'the day lies too far back',
  'finish.too_long': 'nobody serves longer than a day may have',
  'credit.day_full': 'this server’s day would be longer than a day may be; the others are credited',
  'credit.no_time': 'nobody said how long this server served',
} as const

export type OrderRefusal = keyof typeof orderRefusals

/** A refusal with one of these codes. */
export const no = (code: OrderRefusal, params: Params = {}): Refusal => refuse(code, params)
