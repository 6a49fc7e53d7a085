import { announce, ask, attempt } from './api.js'
import { showFailures } from './failure.js'

const format = (options) =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hourCycle: 'h23', ...options })
const DAY = format({ month: 'numeric', day: 'numeric' })
const TIME = format({ hour: '2-digit', minute: '2-digit' })
const LONG = format({ dateStyle: 'full', timeStyle: 'short' })

/** `9:05` today, with the day in front when the simulated clock shows another day. */
export const timeOfDay = (at) =>
  (DAY.format(at) === DAY.format(now) ? '' : `${DAY.format(at)} `) + TIME.format(at)

const list = (names) => names.slice(0, 5).join('、') + (names.length > 5 ? ` 等 ${names.length} 处` : '')

let now = Date.now()
const shown = document.getElementById('now')
const wanted = document.getElementById('clock-to')
const ticking = document.getElementById('ticking')
const toNext = document.querySelector('[data-next]')

/** Shows the server's clock, and which platform fails. */
export function showClock(state) {
  now = state.now
  showFailures(state.failures)
  shown.dateTime = new Date(now).toISOString()
  shown.textContent = LONG.format(now)
  ticking.checked = state.ticking
  if (!state.ticking) toNext.disabled = true
}

/** Wires the buttons: forward, next morning, next reminder, any time, and whether the cron ticks. */
export function mountClock() {
  const buttons = document.querySelectorAll('.clock button')
  const move = (body, what = 'clock') =>
    attempt(async () => {
      for (const button of buttons) button.disabled = true
      try {
        const { found, arrived, heardBy, ...clock } = await ask(what, body)
        showClock(clock)
        const came = arrived > 0 ? `，机器人主动说了 ${arrived} 条：${list(heardBy)}` : ''
        announce(found === false ? '四十天里没有提醒' : `现在是${shown.textContent}${came}`)
        return arrived
      } finally {
        for (const button of buttons) button.disabled = button === toNext && !ticking.checked
      }
    })
  for (const button of document.querySelectorAll('[data-advance]'))
    button.addEventListener('click', () => move({ advance: Number(button.dataset.advance) }))
  document.querySelector('[data-morning]').addEventListener('click', () => move({ morning: true }))
  toNext.addEventListener('click', () => {
    announce('正在往后拨，直到机器人说话……')
    move({}, 'next')
  })
  document.getElementById('set-clock').addEventListener('submit', (event) => {
    event.preventDefault()
    move({ to: Date.parse(`${wanted.value}:00+08:00`) })
  })
  ticking.addEventListener('change', async () => {
    const { checked } = ticking
    const arrived = await move({ ticking: checked })
    if (arrived === undefined) return
    const caughtUp = arrived > 0 ? `，补上了 ${arrived} 条` : '，没有要补的'
    announce(checked ? `定时任务又每分钟跑一次${caughtUp}` : '定时任务停了')
  })
}
