import { args } from '../args/args.ts'
import { defineCommand } from '../define.ts'
import { registeredOrAppointed } from '../gates.ts'
import { consoleLink } from './console-link.ts'

/** `/控制台`: a one-time link into the console, in private only (rule 8.17). */
export const consoleCommand = defineCommand({
  name: '控制台',
  aliases: ['console'],
  topic: 'figures',
  usage: '/控制台',
  example: '/控制台',
  args: args({}),
  who: registeredOrAppointed,
  read: () => ({}),
  decide: (situation) => consoleLink(situation),
})
