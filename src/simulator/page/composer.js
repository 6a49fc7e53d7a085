import { announce, ask, attempt } from './api.js'
import { element } from './dom.js'
import { state } from './state.js'

/** The box to write in and the commands to tap. `placeOf` gives the id of the chat it writes to. */
export function mountComposer(panel, platform, placeOf) {
  const form = panel.querySelector('.composer')
  const box = form.querySelector('textarea')
  const chips = panel.querySelector('.chips')
  const legend = chips.querySelector('legend')
  box.id = `say-${platform}`
  let kind = 'group'

  const say = (text) =>
    attempt(async () => {
      const { silent } = await ask('say', { person: state.person.id, place: placeOf(), text })
      if (silent) announce('机器人没有回复')
    })

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = box.value
    if (text.trim() === '' && kind === 'private') return
    box.value = ''
    say(text)
  })
  box.addEventListener('keydown', (event) => {
    // Enter also ends a word of the input method; that one is not ours.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })

  function chip(command) {
    const complete = !command.endsWith('…')
    const label = complete ? `发送 ${command}` : `填入 ${command.slice(0, -1)}`
    const made = element('button', { type: 'button', 'aria-label': label }, command)
    made.addEventListener('click', () => {
      if (complete) return say(command)
      box.value = command.slice(0, -1)
      box.focus()
    })
    return made
  }

  let shownChips = []

  /** Draws the chips anew where they differ; who stands on one with the keyboard stays there. */
  function showChips() {
    const wanted = [...new Set(state.suggestions(kind))]
    if (wanted.join('\0') === shownChips.join('\0')) return
    const stood = shownChips[[...chips.querySelectorAll('button')].indexOf(document.activeElement)]
    shownChips = wanted
    chips.replaceChildren(legend, ...wanted.map(chip))
    if (stood !== undefined) chips.querySelectorAll('button')[Math.max(0, wanted.indexOf(stood))]?.focus()
  }

  return {
    showChips,
    /** Fits the box and the chips to the speaker and the kind of chat. */
    show(shown) {
      kind = shown
      box.placeholder = kind === 'group' ? '@红搭档 ' : '发消息'
      showChips()
    },
  }
}
