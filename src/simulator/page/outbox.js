import { timeOfDay } from './clock.js'
import { element } from './dom.js'
import { state } from './state.js'

const panel = document.getElementById('outbox')
const counts = document.getElementById('outbox-counts')
const channels = document.getElementById('channels')
const letters = document.getElementById('outbox-letters')

const FATES = { waiting: '等着发', mailbox: '在信箱', sent: '送到', failed: '没发成' }
/** The Worker's states, where they say more than the fate does. */
const STATES = {
  claimed: '正在发',
  folded: '并入下次汇总',
  unreachable: '没有推送地址',
  expired: '过时不发',
}

/** On a wide screen there is room to show it open from the start. `goTo` shows a chat by its id. */
export function mountOutbox(goTo) {
  panel.open = matchMedia('(min-width: 901px)').matches
  panel.addEventListener('toggle', showOutbox)
  letters.addEventListener('click', (event) => {
    const { place } = event.target.dataset
    if (place) goTo(place)
  })
  // A box that scrolls must be reachable by keyboard.
  panel.querySelector('.outbox').tabIndex = 0
}

/** What waits, what was sent, what failed: in all, by channel, and the newest letters. */
export function showOutbox() {
  const { outbox } = state
  if (!outbox) return
  const known = Object.entries(FATES).filter(([fate]) => outbox.counts[fate] > 0)
  counts.textContent = known.map(([fate, words]) => `${words} ${outbox.counts[fate]}`).join(' · ') || '还没有'
  panel.dataset.failed = outbox.counts.failed > 0 ? 'yes' : ''
  if (!panel.open) return
  channels.replaceChildren(...outbox.channels.map(drawChannel))
  const open = [...letters.querySelectorAll('details[open]')].map((one) => one.dataset.letter)
  letters.replaceChildren(...outbox.letters.map((one) => drawLetter(one, open.includes(String(one.id)))))
}

function drawChannel({ label, counts, blockedUntil, broken, why }) {
  const some = Object.entries(FATES).filter(([fate]) => counts[fate] > 0)
  const numbers = some.map(([fate, words]) => `${words} ${counts[fate]}`).join(' · ')
  const stopped = broken
    ? `坏了：${why}`
    : blockedUntil
      ? `停到 ${timeOfDay(blockedUntil)}：${why}`
      : undefined
  return element(
    'li',
    {},
    element('span', {}, label),
    element('span', { className: 'counts' }, numbers),
    stopped ? element('span', { className: 'problem' }, `⚠ ${stopped}`) : undefined,
  )
}

function drawLetter({ id, to, fate, state: name, at, text, attempts, why, place }, open) {
  const tries = attempts > 1 || (attempts === 1 && fate !== 'sent') ? ` · 试了 ${attempts} 次` : ''
  const reason = why ? ` · ${why}` : ''
  return element(
    'li',
    { className: fate },
    element(
      'details',
      { open, data: { letter: id } },
      element(
        'summary',
        {},
        element('span', { className: 'fate' }, STATES[name] ?? FATES[fate]),
        ` ${timeOfDay(at)} ${to}${tries}${reason}`,
        element('span', { className: 'first' }, text.split('\n')[0]),
      ),
      element('p', { className: 'plain' }, text),
      place ? element('button', { type: 'button', data: { place } }, '到会话里看') : undefined,
    ),
  )
}
