import { isRefusal } from '../../domain/refusal.ts'
import type { Household, Subject } from '../../domain/support/household.ts'
import { readNumber } from '../../text/numbers.ts'
import type { NamingType } from './args.ts'
import { noHousehold, takeHousehold, tooLong, withoutNames, withoutPrivate } from './household.ts'
import { match } from './match.ts'
import { person } from './person.ts'
import { tidy } from './rest.ts'

/** What somebody says of a support pair. `consent`: whether the household agreed, if that was said. */
export type SupportWords =
  | { does: 'list'; subject?: Subject; page?: number; all?: true }
  | {
      does: 'pair'
      household: Household
      name?: string
      subjects: Subject[]
      /** The subjects as they are typed. */
      typed: string[]
      visits?: number
      consent?: boolean
      said?: string
    }
  | { does: 'agree'; household: Household; consent?: boolean }
  | { does: 'refuse' | 'end'; household: Household; said?: string }

const SUBJECTS: { readonly [S in Subject]: string } = {
  education: '教育|学习|辅导|助学|上学',
  health: '卫生|健康|医疗|看病|就医|用药|医药',
  work: '就业|工作|创业|找工作',
  mind: '思想|心理|心愿|陪伴|谈心',
  life: '生活|家务|起居|日常',
}
const ANY_SUBJECT = Object.values(SUBJECTS).join('|')
const VERBS: { readonly [does in 'agree' | 'refuse' | 'end']: RegExp } = {
  refuse: /^[\s]*(?:不同意|不批准|不批|退回|拒绝|婉拒)(?!\p{Script=Han})/du,
  agree: /^[\s]*(?:同意|批准|通过)(?!\p{Script=Han})/du,
  end: /^[\s]*(?:结束|解除|终止|撤回|取消|不再)(?!\p{Script=Han})/du,
}
const NOT_YET =
  /(?<!\p{Script=Han})(?:住户|户主|对方)?(?:还没有?|没有?|还未|未|不)(?:问|同意)过?(?!\p{Script=Han})/du
const CONSENT = /(?<!\p{Script=Han})(?:住户|户主|对方|本人)(?:已经?|都)?(?:同意|愿意)了?(?!\p{Script=Han})/du
const VISITS = /每(?:个)?月 ?(\d{1,2}|[一二两三四五六七八九十]) ?次/du
const SUBJECT = (words: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'du')
const LIST = new RegExp(`^\\s*(?:(全部|名单|列表)|(${ANY_SUBJECT}))?\\s*(?:第? ?(\\d{1,3}) ?页?)?\\s*$`, 'du')

/**
 * `张三 H12 教育 每月2次`, `H12 教育`, `同意 H12`, `结束 H12 理由`, `教育`, `名单 2`. Refused without a word of what was
 * typed: arg.household.missing, arg.household.private { what }.
 */
export const supportWords: NamingType<SupportWords> = {
  namesPerson: true,
  take(text, context) {
    if (tidy(text) === '') return undefined
    const long = tooLong(text)
    if (long) return long
    const list = match(text, LIST)
    if (list) {
      const [all, subject, page] = list.groups
      const meant = subject ? subjectsIn(subject)[0] : undefined
      return {
        value: {
          does: 'list',
          ...(meant && { subject: meant }),
          ...(page && { page: Number(page) }),
          ...(all && { all: true }),
        },
        rest: '',
      }
    }
    for (const does of ['refuse', 'agree', 'end'] as const) {
      const verb = match(text, VERBS[does])
      if (!verb) continue
      const found = takeHousehold(verb.rest, 'anywhere')
      if (!found) return noHousehold(verb.rest)
      const refused = withoutPrivate(found.rest)
      if (refused) return refused
      const household = found.value
      if (does === 'agree') {
        const consent = consentIn(found.rest).consent
        return { value: { does, household, ...(consent !== undefined && { consent }) }, rest: '' }
      }
      const said = tidy(found.rest)
      return { value: { does, household, ...(said && { said }) }, rest: '' }
    }
    const mention = /[@＠]/u.test(text) ? person.take(text, context) : undefined
    if (isRefusal(mention)) return mention
    const found = takeHousehold(mention?.rest ?? text, 'glued')
    if (!found) return noHousehold(text)
    const { consent, rest } = consentIn(found.rest)
    const often = match(rest, VISITS)
    const visits = often && readNumber(often.groups[0] ?? '')
    const left = often?.rest ?? rest
    const subjects = subjectsIn(left)
    const words = withoutSubjects(left)
    const named = mention ?? person.take(words, context)
    if (isRefusal(named)) return named
    const said = tidy(mention ? words : (named?.rest ?? words))
    const refused = withoutNames(said)
    if (refused) return refused
    return {
      value: {
        does: 'pair',
        household: found.value,
        subjects,
        typed: subjects.map((subject) => SUBJECTS[subject].split('|')[0] ?? ''),
        ...(named && { name: named.value }),
        ...(visits && { visits }),
        ...(consent !== undefined && { consent }),
        ...(said && { said: [...said].slice(0, 60).join('') }),
      },
      rest: '',
    }
  },
}

function consentIn(text: string): { consent?: boolean; rest: string } {
  const not = match(text, NOT_YET)
  if (not) return { consent: false, rest: not.rest }
  const yes = match(text, CONSENT)
  return yes ? { consent: true, rest: yes.rest } : { rest: text }
}

const subjectsIn = (text: string): Subject[] =>
  (Object.keys(SUBJECTS) as Subject[]).filter((subject) => match(text, SUBJECT(SUBJECTS[subject])))

function withoutSubjects(text: string): string {
  const found = match(text, SUBJECT(`${ANY_SUBJECT}|需求|需要`))
  return found ? withoutSubjects(found.rest) : text
}
