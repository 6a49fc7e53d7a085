import { announce, ask, attempt } from './api.js'

const format = (options) =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hourCycle: 'h23', ...options })
const DAY = format({ month: 'numeric', day: 'numeric' })
const TIME = format({ hour: '2-digit', minute: '2-digit' })
const LONG = format({ dateStyle: 'full', timeStyle: 'short' })

/** `9:05` today, with the day in front when the simulated clock shows another day. */
export const timeOfDay = (at) =>
  (DAY.format(at) === DAY.format(now) ? '' : `${DAY.format(at)} `) + TIME.format(at)

let now = Date.now()
const shown = document.getElementById('now')
const wanted = document.getElementById('clock-to')
const ticking = document.getElementById('ticking')

/** Shows the server's clock. */
export function showClock(state) {
  now = state.now
  shown.dateTime = new Date(now).toISOString()
  shown.textContent = LONG.format(now)
  ticking.checked = state.ticking
}

/** Wires the buttons: forward, next morning, any time, and whether the cron ticks. */
export function mountClock() {
  const buttons = document.querySelectorAll('.clock button')
  const move = (body) =>
    attempt(async () => {
      for (const button of buttons) button.disabled = true
      try {
        showClock(await ask('clock', body))
        announce(`现在是${shown.textContent}`)
      } finally {
        for (const button of buttons) button.disabled = false
      }
    })
  for (const button of document.querySelectorAll('[data-advance]'))
    button.addEventListener('click', () => move({ advance: Number(button.dataset.advance) }))
  document.querySelector('[data-morning]').addEventListener('click', () => move({ morning: true }))
  document.getElementById('set-clock').addEventListener('submit', (event) => {
    event.preventDefault()
    move({ to: Date.parse(`${wanted.value}:00+08:00`) })
  })
  ticking.addEventListener('change', () =>
    attempt(async () => {
      await ask('clock', { ticking: ticking.checked })
      announce(ticking.checked ? '定时任务每分钟跑一次' : '定时任务停了')
    }),
  )
}
