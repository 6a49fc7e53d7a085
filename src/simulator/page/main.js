import { ask } from './api.js'
import { mountChat } from './chat.js'
import { mountClock, showClock } from './clock.js'
import { state } from './state.js'
import { mountWho } from './who.js'

const first = await ask('state')
state.load(first)
showClock(first)
mountClock()

const chats = [mountChat('wecom'), mountChat('dingtalk')]
document.getElementById('chats').append(...chats.map((chat) => chat.panel))
mountWho(() => {
  for (const chat of chats) chat.show()
})

// On a narrow screen one platform is shown at a time.
for (const choice of document.querySelectorAll('input[name=platform]'))
  choice.addEventListener('change', () => {
    document.body.dataset.shown = choice.value
    for (const chat of chats) chat.show()
  })

const feed = new EventSource('/api/feed')
let opened = false
feed.addEventListener('open', async () => {
  // What was missed while the line was down is fetched.
  if (opened) state.load(await ask('state'))
  if (opened) for (const chat of chats) chat.show()
  opened = true
})
feed.addEventListener('clock', (event) => showClock(JSON.parse(event.data)))
feed.addEventListener('entry', (event) => {
  const { entry } = JSON.parse(event.data)
  state.entries.set(entry.id, entry)
  for (const chat of chats) chat.hear(entry)
})
document.body.dataset.ready = 'yes'
