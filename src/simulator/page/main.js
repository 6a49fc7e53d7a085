import { ask } from './api.js'
import { mountChat } from './chat.js'
import { mountClock, showClock } from './clock.js'
import { mountFailure } from './failure.js'
import { mountOutbox, showOutbox } from './outbox.js'
import { state } from './state.js'
import { mountWho } from './who.js'

const chats = [mountChat('wecom'), mountChat('dingtalk')]
const showAll = () => {
  for (const chat of chats) chat.show()
}

let choose

/** Shows a chat by its id: the platform, the person whose private chat it is, or the group. */
function goTo(id) {
  const { platform, kind, person } = state.places.find((one) => one.id === id)
  document.querySelector(`input[name=platform][value=${platform}]`).checked = true
  document.body.dataset.shown = platform
  chats[platform === 'wecom' ? 0 : 1].turnTo(kind)
  if (kind === 'group') choose({ group: id.split(':')[1] })
  else choose({ person: state.people.find((one) => one.id === person) })
}

/** Once, when the first state has come. */
function mount() {
  document.getElementById('chats').append(...chats.map((chat) => chat.panel))
  mountClock()
  mountFailure()
  mountOutbox(goTo)
  choose = mountWho(showAll)
  // On a narrow screen one platform is shown at a time.
  for (const choice of document.querySelectorAll('input[name=platform]'))
    choice.addEventListener('change', () => {
      document.body.dataset.shown = choice.value
      showAll()
    })
  document.body.dataset.ready = 'yes'
}

const feed = new EventSource('/api/feed')
feed.addEventListener('open', async () => {
  // Asked for after the feed has begun, also when it begins again, so that nothing falls between.
  const now = await ask('state')
  state.load(now)
  showClock(now)
  showOutbox()
  if (document.body.dataset.ready) showAll()
  else mount()
})
feed.addEventListener('clock', (event) => showClock(JSON.parse(event.data)))
feed.addEventListener('letters', (event) => {
  state.letters = JSON.parse(event.data)
  if (document.body.dataset.ready) for (const chat of chats) chat.showLetters()
})
feed.addEventListener('chips', (event) => {
  state.chips = JSON.parse(event.data)
  if (document.body.dataset.ready) for (const chat of chats) chat.showChips()
})
feed.addEventListener('outbox', (event) => {
  state.outbox = JSON.parse(event.data)
  showOutbox()
})
feed.addEventListener('entry', (event) => {
  const { entry } = JSON.parse(event.data)
  state.entries.set(entry.id, entry)
  if (document.body.dataset.ready) for (const chat of chats) chat.hear(entry)
})
