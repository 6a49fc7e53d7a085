import { drawBubble } from './bubble.js'
import { timeOfDay } from './clock.js'
import { element } from './dom.js'

/**
 * One entry of a chat as the viewer sees it: who, when, the bubbles, and on demand the raw JSON.
 * @param {object} entry as the server has it
 * @param {string} author the name to show
 * @param {string} viewer id of the person who looks: a card may have changed for them alone
 */
export function drawEntry(entry, author, viewer) {
  const bot = entry.from === 'bot'
  const name = entry.by === 'hook' ? '红搭档推送' : author
  const changed = entry.changedFor?.[viewer]
  const { bubbles, problems, raw, ms } = changed ?? entry
  const side = entry.from === viewer ? 'own' : bot ? 'bot' : 'other'
  return element(
    'article',
    { className: `entry ${side}${entry.by ? ' pushed' : ''}`, data: { entry: entry.id } },
    element('span', { className: 'avatar', 'aria-hidden': 'true' }, bot ? '搭' : author.slice(-2)),
    element(
      'div',
      { className: 'body' },
      element(
        'p',
        { className: 'author' },
        name,
        bot ? element('span', { className: 'badge' }, BADGES[entry.by] ?? '机器人') : undefined,
        entry.by ? element('span', { className: 'badge unasked' }, '主动') : undefined,
        changed ? element('span', { className: 'badge changed' }, '已更新，只有您看到') : undefined,
        ' ',
        element('time', { dateTime: new Date(entry.at).toISOString() }, timeOfDay(entry.at)),
      ),
      ...bubbles.map(drawBubble),
      ...problems.map((problem) => element('p', { className: 'problem' }, `⚠ ${problem}`)),
      drawDetails({ ...entry, raw, ms }, bot),
    ),
  )
}

/** WeCom calls the webhook's robot 消息推送, DingTalk 自定义机器人; the app's own is a 机器人. */
const BADGES = { hook: '群推送', robot: '机器人' }

function drawDetails(entry, bot) {
  const took = entry.ms === undefined ? '' : ` · ${entry.ms} 毫秒`
  const what = entry.by ? '原始推送' : bot ? '原始回复' : '原始回调'
  const again = bot
    ? undefined
    : element('button', { type: 'button', data: { again: entry.id } }, '平台再投递一次')
  return element(
    'details',
    {},
    element('summary', {}, `${what}${took}`),
    element('pre', { tabIndex: 0 }, JSON.stringify(entry.raw, null, 2)),
    entry.answer ? element('p', {}, '平台的回答') : undefined,
    entry.answer ? element('pre', { tabIndex: 0 }, JSON.stringify(entry.answer, null, 2)) : undefined,
    again,
  )
}
