import { element } from './dom.js'
import { markdown } from './markdown.js'

/** One message bubble or card; its buttons carry what they are in `data-bubble` and `data-button`. */
export function drawBubble(bubble, index) {
  const words =
    bubble.markup === 'plain'
      ? element('p', { className: 'plain' }, bubble.text)
      : markdown(bubble.text, bubble.markup)
  const title = bubble.title ? element('h4', { className: 'level-3' }, bubble.title) : undefined
  const fields = bubble.fields.flatMap(({ name, value }) => [
    element('dt', {}, name),
    element('dd', {}, value),
  ])
  const buttons = bubble.buttons.map(({ label, tap }, button) => drawButton(label, tap, index, button))
  return element(
    'div',
    { className: bubble.card ? 'bubble card' : 'bubble' },
    title,
    bubble.text ? words : undefined,
    fields.length > 0 ? element('dl', {}, ...fields) : undefined,
    buttons.length > 0 ? element('div', { className: 'buttons' }, ...buttons) : undefined,
  )
}

function drawButton(label, tap, bubble, button) {
  if (tap.is !== 'open') return element('button', { type: 'button', data: { bubble, button } }, label)
  if (!/^https?:\/\//i.test(tap.url)) return element('span', {}, label)
  return element('a', { href: tap.url, target: '_blank', rel: 'noreferrer' }, label)
}
