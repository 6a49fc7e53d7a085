import { announce, ask, attempt } from './api.js'
import { element } from './dom.js'

const strip = document.getElementById('failures')
const NAMES = { wecom: '企业微信', dingtalk: '钉钉' }
const TROUBLES = { busy: '发得太快', late: '超时', removed: '机器人被移出群', down: 'HTTP 502' }
const TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hourCycle: 'h23',
  hour: '2-digit',
  minute: '2-digit',
})
let last = ''

/** Which platform takes no pushes at the moment, with a button to mend it. */
export function showFailures(failures) {
  if (JSON.stringify(failures) === last) return
  last = JSON.stringify(failures)
  strip.hidden = failures.length === 0
  strip.replaceChildren(
    ...failures.map(({ platform, trouble, until }) => {
      const lasts = until === undefined ? '直到恢复' : `到 ${TIME.format(until)}`
      const label = `${NAMES[platform]}推送故障：${TROUBLES[trouble]}（${lasts}）`
      const mend = element('button', { type: 'button', data: { mend: platform } }, `恢复${NAMES[platform]}`)
      return element('span', {}, label, ' ', mend)
    }),
  )
}

/** Wires the switch that makes a platform fail for a while, and the buttons that mend it. */
export function mountFailure() {
  const set = (body, words) =>
    attempt(async () => {
      showFailures((await ask('fail', body)).failures)
      announce(words)
    })
  document.getElementById('failure').addEventListener('submit', (event) => {
    event.preventDefault()
    const [platform, trouble] = document.getElementById('trouble').value.split(' ')
    const lasts = Number(document.getElementById('lasts').value)
    set({ platform, trouble, lasts }, `${NAMES[platform]}的推送现在会失败：${TROUBLES[trouble]}`)
  })
  strip.addEventListener('click', (event) => {
    const { mend } = event.target.dataset
    if (mend) set({ platform: mend }, `${NAMES[mend]}恢复了`)
  })
}
