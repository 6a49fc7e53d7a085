/** The console's one script; every page works without it. A form that was sent once cannot be sent again by a second tap. */
export const script = `'use strict'
addEventListener('submit', (event) => {
  const buttons = event.target.querySelectorAll('button')
  setTimeout(() => { for (const button of buttons) button.disabled = true })
})
addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('button:disabled')) button.disabled = false
})
for (const choice of document.querySelectorAll('select[data-sends]'))
  choice.addEventListener('change', () => choice.form.requestSubmit())
for (const button of document.querySelectorAll('button[data-prints]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}
`
