import { stateDiagram, stepTables } from '../src/domain/order/picture.ts'
import { births } from '../src/domain/order/steps.ts'

/** The whole text of docs/orders.md. Pure: the same rules give the same page. */
export function ordersPage(): string {
  const begun = Object.values(births)
    .map(({ command }) => `\`/${command}\``)
    .join(', ')
  return `<!-- Made by \`npm run orders\` from src/domain/order. Do not edit. -->

# The life of an order

An order begins with ${begun} and has one state at a time. Every step is written down with its actor and its time
(\`order_event\`); every step that is not possible is refused with its reason. The tables below are the rules themselves
(\`src/domain/order/steps.ts\`), printed: a test holds this page against them.

\`\`\`mermaid
${stateDiagram()}
\`\`\`

## Who may do what, and when

A cell is the state to which a step leads, or ✗ and the refusal. Somebody is taken for the nearest thing that they are to an
order, in the order of the second table: who holds a place is first of all a claimant.

${stepTables()}

## The draw, computed again

Easy orders open with a draw (R032). When it is over, seed and winners stand in the group. The places go to those who are
furthest behind the pace of the year on that day; nobody's pace is published. Among people who are equally far behind the
lowest lot wins, and the lot can be computed by anybody from the published seed and a person's number:

1. take the text \`seed/number\`, for example \`12-0a1b2c3d4e5f/7\`;
2. FNV-1a over its characters (32 bits: start with \`0x811c9dc5\`, for each character xor, then times \`0x01000193\`);
3. mix: \`h ^= h >>> 16; h *= 0x85ebca6b; h ^= h >>> 13; h *= 0xc2b2ae35; h ^= h >>> 16\`, all in 32 bits without sign.

\`lot\` in \`src/domain/order/draw.ts\` does the same. Who came after the end of the draw and before it was held stands behind
all others, in the order of arrival.

## What happens by itself

| when | who hears of it | what |
| --- | --- | --- |
| the draw is over | the groups; each entrant in private | winners and seed; the own place, or the number on the waiting list |
| an offered place was not taken in 30 minutes | who let it lapse, the next on the list | the next is asked |
| nobody takes it, by urgency | grid head → secretary → street → administrators, and the groups | each level once, with who was told before; the first answer stops it |
| nobody took it for a day | the three who fit best | what its difficulty has grown to; of several that fall due within three hours one letter |
| nobody took it for two days, or nobody fits | who answers for the community | whom to assign |
| an hour after its end | who holds a place | finish it or give it back |
| a day after its end; at once where nobody holds a place | who answers for the community | push, grade or cancel |
| Monday | secretaries | orders at risk: not published, not taken, overdue, not graded |
| first working day, the 25th | members behind their pace | two open orders that fit |
| first working day | administrators | whose grades have become too good to tell anything |
`
}
