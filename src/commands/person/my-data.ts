import { refuse } from '../../domain/refusal.ts'
import { line, offer } from '../../domain/say.ts'
import type { Query } from '../../store/d1.ts'
import { args, optional } from '../args/args.ts'
import { page } from '../args/page.ts'
import { defineCommand } from '../define.ts'
import { anyone } from '../gates.ts'
import { subjects } from './my-data/subjects.ts'

/** Lines of one page; with title, next page and what may be typed next an answer has twelve. */
const linesOnPage = 9

/** `/我的数据 [页]`: everything that is stored about me, in pages, in private only. Refuses with mydata.in_group, mydata.nothing, mydata.no_page. */
export const myData = defineCommand({
  name: '我的数据',
  aliases: ['mydata'],
  topic: 'self',
  usage: '/我的数据 [页]',
  example: '/我的数据',
  args: args({ page: optional(page) }),
  hidden: ({ inGroup, person }) => inGroup || !person,
  who: anyone,
  read: ({ sender }) =>
    Object.fromEntries(subjects.map(({ read }, i) => [`subject${i}`, read(sender)])) as {
      [name: string]: Query
    },
  decide: ({ args, who, facts }) => {
    if (who.inGroup) return refuse('mydata.in_group')
    if (!who.person) return refuse('mydata.nothing')
    const lines = [
      ...subjects.flatMap(({ lines }, i) => lines(facts[`subject${i}`] ?? [])),
      line('mydata.kept_messages'),
      line('mydata.kept_ledger'),
      line('mydata.leave'),
    ]
    const pages = Math.ceil(lines.length / linesOnPage)
    const number = args.page ?? 1
    if (number < 1 || number > pages) return refuse('mydata.no_page', { pages })
    const next = number + 1
    return {
      say: [
        line('mydata.title', { page: number, pages }),
        ...lines.slice((number - 1) * linesOnPage, number * linesOnPage),
        ...(next <= pages ? [line('mydata.next', { page: next })] : []),
      ],
      ...(next <= pages ? { offer: [offer('offer.page', `/我的数据 ${next}`, { page: next })] } : {}),
    }
  },
})
