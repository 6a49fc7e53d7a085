import type { Line, Offer } from '../../src/domain/say.ts'
import { render } from '../../src/outbox/render.ts'
import { rows } from '../schema/lines.ts'

interface Row {
  say: string
  offer: string
  group_id: number | null
  lang: 'hans' | 'hant' | null
}

const text = ({ say, offer, group_id, lang }: Row): string => {
  const message = render({
    audience: group_id === null ? 'person' : 'group',
    script: lang ?? 'hans',
    say: JSON.parse(say) as Line[],
    offer: JSON.parse(offer) as Offer[],
    numbered: false,
  })
  return message ? [message.title, ...message.lines].join('\n') : ''
}

const chosen = `select o.say, o.offer, o.group_id, coalesce(p.lang, g.lang) as lang
  from outbox o left join person p on p.id = o.person_id left join "group" g on g.id = o.group_id`

/** The letters of the outbox whose `dedupe` begins so, as their reader would read them, in order. */
export const lettersLike = async (prefix: string): Promise<string[]> =>
  (await rows<Row>(`${chosen} where o.dedupe like ? order by o.id`, `${prefix}%`)).map(text)

/** All letters to a person, in order. */
export const lettersTo = async (person: number): Promise<string[]> =>
  (await rows<Row>(`${chosen} where o.person_id = ? order by o.id`, person)).map(text)

/** All letters to a group, in order. */
export const lettersToGroup = async (group: number): Promise<string[]> =>
  (await rows<Row>(`${chosen} where o.group_id = ? order by o.id`, group)).map(text)
