import { announce, ask, attempt } from './api.js'
import { mountComposer } from './composer.js'
import { element } from './dom.js'
import { drawEntry } from './entry.js'
import { state } from './state.js'

const NAMES = { wecom: '企业微信', dingtalk: '钉钉' }

/** One platform's panel: its group or the speaker's private chat, what was said in it, and the box to write in. */
export function mountChat(platform) {
  const panel = document.getElementById('chat').content.firstElementChild.cloneNode(true)
  const heading = panel.querySelector('h2')
  const log = panel.querySelector('.log')
  const kinds = [...panel.querySelectorAll('input[type=radio]')]
  const letters = panel.querySelector('.letters')
  const composer = mountComposer(panel, platform, () => place()?.id)

  // A box that scrolls must be reachable by keyboard.
  log.tabIndex = 0
  panel.classList.add(platform)
  heading.id = `title-${platform}`
  panel.setAttribute('aria-labelledby', heading.id)
  for (const kind of kinds) kind.name = `kind-${platform}`

  const kind = () => kinds.find((one) => one.checked).value
  const place = () => state.place(platform, kind())

  const draw = (entry) => drawEntry(entry, state.nameOf(entry.from), state.person.id)
  const toEnd = () => {
    log.scrollTop = log.scrollHeight
  }

  /** Another chat or another speaker: everything anew, without a screen reader reading all of it. */
  function show() {
    const here = place()
    heading.textContent = `${NAMES[platform]}：${kind() === 'group' ? (here?.title ?? '') : `${state.person.name}的私聊`}`
    log.setAttribute('aria-live', 'off')
    log.setAttribute('aria-label', `${heading.textContent}的消息`)
    log.replaceChildren(...state.entriesIn(here?.id).map(draw))
    toEnd()
    setTimeout(() => log.setAttribute('aria-live', 'polite'), 200)
    composer.show(kind())
    showLetters()
    if (platform === 'wecom' && kind() === 'private') attempt(() => ask('enter', { person: state.person.id }))
  }

  /** How many private messages wait for the speaker here, at the way to the private chat. */
  function showLetters() {
    const count = state.lettersOn(platform)
    const shown = element('b', {}, String(count), element('span', { className: 'hidden' }, ' 封私信在等'))
    letters.replaceChildren(...(count > 0 ? [shown] : []))
  }

  /** One entry came or changed. */
  function hear(entry) {
    if (entry.place !== place()?.id) return
    const old = log.querySelector(`[data-entry="${entry.id}"]`)
    if (old) old.replaceWith(draw(entry))
    else log.append(draw(entry))
    if (!old) toEnd()
  }

  for (const one of kinds) one.addEventListener('change', show)
  log.addEventListener('click', (event) => {
    const { button, bubble, say, again } = event.target.dataset
    const entry = Number(event.target.closest('.entry')?.dataset.entry)
    const person = state.person.id
    if (say !== undefined) attempt(() => ask('say', { person, place: place().id, text: say }))
    if (again !== undefined)
      attempt(async () => {
        const { same } = await ask('redeliver', { entry })
        announce(same ? '同一条消息再投递一次：回复完全相同' : '同一条消息再投递一次：回复不一样！')
      })
    if (button !== undefined)
      attempt(async () => {
        const { changed } = await ask('tap', {
          person,
          entry,
          bubble: Number(bubble),
          button: Number(button),
        })
        if (!changed) announce('机器人没有回应这次点击')
      })
  })
  /** Chooses between the group and the private chat; `show` draws it. */
  const turnTo = (wanted) => {
    for (const one of kinds) one.checked = one.value === wanted
  }
  return { panel, show, hear, showLetters, showChips: composer.showChips, turnTo }
}
