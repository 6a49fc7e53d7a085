const bytes = (text: string): number => new TextEncoder().encode(text).length
const letters = (text: string): number => [...text].length
/** What a text would do that the platform's client obeys, if it stood in it as typed. */
const obeyed = /<@|\]\(dtmd:|\[点我\]\(|<script/i

interface Card {
  main_title: { title: string }
  sub_title_text?: string
  horizontal_content_list?: { keyname: string; value: string }[]
  button_list: { text: string; key: string }[]
  task_id: string
}
interface Reply {
  msgtype?: string
  response_type?: string
  stream?: { content: string; id: string }
  text?: { content: string }
  template_card?: Card
  markdown?: { title: string; text: string }
  actionCard?: { title: string; text: string; btns: { title: string; actionURL: string }[] }
}

/** What in an answer is more than the platform takes (wecom-protocol §2 and §3, dingtalk-protocol §6.1 and §7), in words. */
export function aboveLimits(platform: 'wecom' | 'dingtalk', raw: unknown): string[] {
  const reply = raw as Reply
  const rules: [why: string, broken: boolean][] =
    platform === 'wecom' ? [...wecomText(reply), ...wecomCard(reply)] : dingtalk(reply)
  const body = JSON.stringify(reply)
  rules.push(['half a character', /\\ud[89a-f]/i.test(body)])
  return rules.flatMap(([why, broken]) => (broken ? [`${why}: ${body.slice(0, 600)}`] : []))
}

const wecomText = ({ stream, text, template_card }: Reply): [string, boolean][] => [
  ['no reply of WeCom', !stream && !text && !template_card],
  ['a stream above 20480 bytes', bytes(stream?.content ?? '') > 20_480],
  ['a text above 2048 bytes', bytes(text?.content ?? '') > 2048],
  ['a text without words', stream?.content === '' || text?.content === ''],
  ['markup of somebody in a stream', obeyed.test(stream?.content ?? '')],
]

function wecomCard({ template_card: card, response_type }: Reply): [string, boolean][] {
  if (!card) return []
  const rows = card.horizontal_content_list ?? []
  const buttons = card.button_list
  const update = response_type === 'update_template_card'
  return [
    ['a card without title', card.main_title.title === '' || letters(card.main_title.title) > 26],
    ['a card’s text above its length', letters(card.sub_title_text ?? '') > (update ? 600 : 112)],
    ['a card with too many rows', rows.length > 6],
    ['a row too long', rows.some(({ keyname, value }) => letters(keyname) > 5 || letters(value) > 26)],
    ['a card without buttons, or with too many', buttons.length === 0 || buttons.length > 6],
    ['a label too long', buttons.some(({ text }) => text === '' || letters(text) > 10)],
    ['a key too long', buttons.some(({ key }) => key === '' || bytes(key) > 1024)],
    ['a key twice', new Set(buttons.map(({ key }) => key)).size < buttons.length],
    // An updated card has the id of the one that was tapped, whatever it is.
    ['a card’s id', !update && !/^[\w@-]{1,128}$/.test(card.task_id)],
  ]
}

function dingtalk(reply: Reply): [string, boolean][] {
  const { msgtype, markdown, actionCard } = reply
  const shown = markdown ?? actionCard
  const buttons = actionCard?.btns ?? []
  return [
    ['no reply of DingTalk', !shown && msgtype !== 'empty'],
    ['a body above 20000 bytes', bytes(JSON.stringify(reply)) > 20_000],
    [
      'a message without title or words',
      shown !== undefined && (shown.title === '' || shown.text.trim() === ''),
    ],
    ['markup of somebody', obeyed.test(`${shown?.title}${shown?.text}`)],
    ['too many buttons', buttons.length > 5 || (actionCard !== undefined && buttons.length === 0)],
    ['a link too long', buttons.some(({ actionURL }) => actionURL.length > 500)],
    ['a button without label', buttons.some(({ title }) => title === '')],
  ]
}
